import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { WorkerDeps } from '@/server/features/facts';
import { pipelineJobs } from '@/server/jobs/pipeline';
import { startJobs } from '@/server/jobs/runner';
import { withWorkspace } from '@/server/platform/transaction';
import { accept, record, testWorker } from '@/tests/support/facts';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

let slow: TestTenant;
let quick: TestTenant;
let worker: WorkerDeps & { close(): Promise<void> };

beforeAll(async () => {
  [slow, quick] = [await createTestTenant(), await createTestTenant()];
  worker = await testWorker(quick);
});
afterAll(async () => {
  await worker.close();
  await Promise.all([slow.close(), quick.close()]);
});

const event = () =>
  record('events', { event: 'login', occurredAt: '2026-03-01T12:00:00.000Z', customerId: 'a', properties: {} });

const rowsRead = async ({ workspace, job }: TestTenant) => {
  const [row] = await withWorkspace(job(), (tx) =>
    tx.execute<{ n: number }>(sql`select count(*)::int as n from events where workspace_id = ${workspace.id}`),
  );
  return row?.n;
};

test('a workspace whose turn does not end holds up no rows of another that come meanwhile', async () => {
  let release = () => {};
  let inserts = 0;
  let hasEnded = false;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  // The first block waits in the store, as a rebuild of many millions of rows would.
  const insertStream: WorkerDeps['writer']['insertStream'] = async (...args) => {
    inserts += 1;
    const isFirst = inserts === 1;
    if (isFirst) await released;
    await worker.writer.insertStream(...args);
    hasEnded ||= isFirst;
  };
  const deps = { ...worker, writer: { ...worker.writer, insertStream } };
  await accept(worker, slow.workspace, [event()]);
  const jobs = startJobs(pipelineJobs(deps, { onRun: () => {}, restoreStore: async () => {} }), {
    log: worker.log,
  });
  try {
    await vi.waitFor(() => expect(inserts).toBe(1), { timeout: 5_000 });
    for (const times of [1, 2]) {
      await accept(worker, quick.workspace, [event()]);
      await vi.waitFor(async () => expect(await rowsRead(quick)).toBe(times), { timeout: 5_000, interval: 100 });
    }
    expect(hasEnded).toBe(false);
    release();
    await vi.waitFor(() => expect(hasEnded).toBe(true), { timeout: 5_000 });
  } finally {
    release();
    await jobs.stop();
  }
});
