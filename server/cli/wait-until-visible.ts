import { runWorkspaceOnce } from '@/server/features/facts';
import type { ServiceContext } from '@/server/platform/context';
import type { CommandIo } from './command';

/** Until everything accepted so far can be asked for: does the worker's part itself where none is running. */
export async function waitUntilVisible(ctx: ServiceContext, { stores, progress }: CommandIo): Promise<void> {
  const { db, keys, clock, rng, log } = ctx;
  const deps = { db, keys, clock, rng, log, reader: stores.reader(), writer: stores.writer() };
  let rows = 0;
  for (;;) {
    const run = await runWorkspaceOnce(deps, ctx.workspace);
    rows += run.rows;
    if (run.rows > 0) progress(`${rows} records made visible`);
    if (run.drained) return;
    if (run.rows === 0) await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
