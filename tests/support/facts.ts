import { createAnalyticsReader, createAnalyticsWriter } from '@/server/analytics';
import { runWorkspaceOnce, type WorkerDeps, type WorkspaceRun } from '@/server/features/facts';
import { acceptRecords } from '@/server/features/ingest';
import type { AcceptedRecord, BodyKind, Bodies } from '@/server/features/ingest/schemas';
import type { Workspace } from '@/server/platform/context';
import { Database } from '@/server/platform/database';
import { createLogger } from '@/server/platform/logger';
import { testStores } from './stores';
import { testKeys, type TestTenant } from './tenant';

const fileSource = '00000000-0000-7000-8000-0000000000aa';

/** The worker's parts on the test stores, with the tenant's clock and randomness. */
export async function testWorker(
  tenant: Pick<TestTenant, 'clock' | 'rng'>,
): Promise<WorkerDeps & { close(): Promise<void> }> {
  const stores = await testStores();
  const db = new Database(stores.systemUrl, { max: 12 });
  const reader = createAnalyticsReader(stores.clickhouseReaderUrl);
  const writer = createAnalyticsWriter(stores.clickhouseWriterUrl);
  const log = createLogger({ process: 'test', level: 'silent' });
  return {
    db,
    reader,
    writer,
    keys: testKeys,
    clock: tenant.clock,
    rng: tenant.rng,
    log,
    close: async () => {
      await Promise.all([db.close(), reader.close(), writer.close()]);
    },
  };
}

let made = 0;

/** A record as accept takes it. Without `key` it is one of its own; with a key that is used again it is an update. */
export function record<K extends BodyKind>(kind: K, body: Bodies[K], key?: string): AcceptedRecord {
  made += 1;
  const keyText = `${kind}\n${key ?? `own ${made}`}`;
  return { kind, body, keyText, hasId: key !== undefined } as AcceptedRecord;
}

export const accept = (worker: WorkerDeps, workspace: Workspace, records: AcceptedRecord[], at?: Date) =>
  acceptRecords(worker, {
    workspace,
    sourceId: fileSource,
    records,
    rejects: [],
    at: at ?? new Date(worker.clock.nowMs()),
  });

/** Turns of the worker until nothing is left. */
export async function drain(worker: WorkerDeps, workspace: Workspace): Promise<WorkspaceRun> {
  for (;;) {
    const run = await runWorkspaceOnce(worker, workspace);
    if (run.drained) return run;
  }
}
