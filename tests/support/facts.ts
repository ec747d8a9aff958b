import { imports } from '@/db/schema';
import { createAnalyticsReader, createAnalyticsWriter } from '@/server/analytics';
import { runWorkspaceOnce, type WorkerDeps, type WorkspaceRun } from '@/server/features/facts';
import { acceptRecords } from '@/server/features/ingest';
import type { AcceptedRecord, BodyKind, Bodies } from '@/server/features/ingest/schemas';
import type { Workspace } from '@/server/platform/context';
import { Database } from '@/server/platform/database';
import { newId } from '@/server/platform/ids';
import { createLogger } from '@/server/platform/logger';
import { withWorkspace } from '@/server/platform/transaction';
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

export const accept = (
  worker: WorkerDeps,
  workspace: Workspace,
  records: AcceptedRecord[],
  at?: Date,
  importNo?: number,
) =>
  acceptRecords(worker, {
    workspace,
    sourceId: fileSource,
    ...(importNo === undefined ? {} : { importNo }),
    records,
    rejects: [],
    at: at ?? new Date(worker.clock.nowMs()),
  });

/** An import that has ended, as far as an undo needs one: its rows come by `accept`. Returns its id. */
export async function recordImport(
  scope: Pick<WorkerDeps, 'db' | 'rng' | 'clock'> & { workspace: Workspace },
  importNo: number,
): Promise<string> {
  const id = newId(scope);
  await withWorkspace(scope, (tx) =>
    tx.insert(imports).values({
      id,
      workspaceId: scope.workspace.id,
      importNo,
      sourceId: fileSource,
      stream: 'orders',
      fileName: `${importNo}.csv`,
      mapping: { isUtf8: true },
      state: 'done',
      stored: 1,
      received: 1,
      startedBy: 'test',
    }),
  );
  return id;
}

/** Turns of the worker until nothing is left. */
export async function drain(worker: WorkerDeps, workspace: Workspace): Promise<WorkspaceRun> {
  for (;;) {
    const run = await runWorkspaceOnce(worker, workspace);
    if (run.drained) return run;
  }
}
