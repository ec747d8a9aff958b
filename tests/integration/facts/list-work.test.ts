import { afterAll, beforeAll, expect, test } from 'vitest';
import { imports } from '@/db/schema';
import { listWorkspacesWithWork } from '@/server/features/facts';
import { newId } from '@/server/platform/ids';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await createTestTenant();
});
afterAll(() => tenant.close());

test('a file that somebody reads at this moment is no work for others; one whose reader died is', async () => {
  const ctx = tenant.job();
  const isListed = async () => (await listWorkspacesWithWork(ctx.db)).some(({ id }) => id === ctx.workspace.id);
  const readUntil = (claimedUntil: Date) =>
    withWorkspace(ctx, (tx) => tx.update(imports).set({ claimedUntil }).where(inWorkspace(ctx, imports)));
  expect(await isListed()).toBe(false);
  await withWorkspace(ctx, (tx) =>
    tx.insert(imports).values({
      id: newId(ctx),
      workspaceId: ctx.workspace.id,
      importNo: 1,
      sourceId: newId(ctx),
      stream: 'orders',
      fileName: 'orders.csv',
      mapping: {},
      state: 'running',
      startedBy: 'job:test',
      createdAt: new Date('2026-03-02T09:00:00Z'),
    }),
  );
  expect(await isListed()).toBe(true);
  await readUntil(new Date('2199-01-01T00:00:00Z'));
  expect(await isListed()).toBe(false);
  await readUntil(new Date('2026-03-02T09:00:00Z'));
  expect(await isListed()).toBe(true);
});
