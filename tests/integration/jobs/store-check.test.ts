import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkerDeps } from '@/server/features/facts';
import { storeCheckJob } from '@/server/jobs/housekeeping';
import { accept, drain, record, testWorker } from '@/tests/support/facts';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

let broken: TestTenant;
let whole: TestTenant;
let worker: WorkerDeps & { close(): Promise<void> };

beforeAll(async () => {
  [broken, whole] = [await createTestTenant(), await createTestTenant()];
  worker = await testWorker(whole);
});
afterAll(async () => {
  await worker.close();
  await Promise.all([broken.close(), whole.close()]);
});

test('a workspace whose check fails keeps no other from being checked', async () => {
  for (const { workspace } of [broken, whole]) {
    await accept(worker, workspace, [
      record('orders', {
        customerId: 'a',
        orderedAt: '2026-01-05T12:00:00.000Z',
        amount: { minor: 100, currency: 'USD' },
        properties: {},
      }),
    ]);
    await drain(worker, workspace);
  }
  expect(broken.workspace.no).toBeLessThan(whole.workspace.no);
  const asked: unknown[] = [];
  const writer: WorkerDeps['writer'] = {
    ...worker.writer,
    query: (sql, row, params) => {
      asked.push(params?.ws);
      if (params?.ws === broken.workspace.no) return Promise.reject(new Error('no answer for this workspace'));
      return worker.writer.query(sql, row, params);
    },
  };
  await expect(storeCheckJob({ ...worker, writer }).run()).resolves.toBe(false);
  expect(asked).toContain(broken.workspace.no);
  expect(asked).toContain(whole.workspace.no);
});
