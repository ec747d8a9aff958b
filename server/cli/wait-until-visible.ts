import { runWorkspaceOnce, type WorkerDeps } from '@/server/features/facts';
import { systemClock } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import { createLogger } from '@/server/platform/logger';
import { systemRng } from '@/server/platform/rng';
import type { CommandIo } from './command';
import type { Stores } from './stores';

/** The worker's parts, for commands that do its work where none is running. */
export const workerDeps = (stores: Stores): WorkerDeps => ({
  db: stores.system(),
  reader: stores.reader(),
  writer: stores.writer(),
  keys: stores.keys(),
  clock: systemClock,
  rng: systemRng,
  log: createLogger({ process: 'cli', level: stores.env().LOG_LEVEL }),
});

/** Until everything accepted so far can be asked for. */
export async function waitUntilVisible(ctx: ServiceContext, { stores, progress }: CommandIo): Promise<void> {
  let rows = 0;
  for (;;) {
    const run = await runWorkspaceOnce(workerDeps(stores), ctx.workspace);
    rows += run.rows;
    if (run.rows > 0) progress(`${rows} records made visible`);
    if (run.drained) return;
    if (run.rows === 0) await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
