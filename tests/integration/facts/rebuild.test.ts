import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { rebuildWorkspace, type WorkerDeps } from '@/server/features/facts';
import { eraseCustomer, mergeCustomers } from '@/server/features/identity';
import { withWorkspace } from '@/server/platform/transaction';
import { accept, drain, record, testWorker } from '@/tests/support/facts';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

let tenant: TestTenant;
let worker: WorkerDeps & { close(): Promise<void> };

beforeAll(async () => {
  tenant = await createTestTenant();
  worker = await testWorker(tenant);
});
afterAll(async () => {
  await worker.close();
  await tenant.close();
});
const order = (id: string, customerId: string, day: string, minor: number) =>
  record(
    'orders',
    { customerId, orderedAt: `${day}T12:00:00.000Z`, id, amount: { minor, currency: 'USD' }, properties: {} },
    id,
  );

describe('moves', () => {
  test('a corrected order, a merge and an erasure', async () => {
    await accept(worker, tenant.workspace, [
      order('1', 'a', '2026-01-05', 100),
      order('2', 'b', '2026-01-06', 200),
      order('3', 'c', '2026-02-06', 300),
    ]);
    await drain(worker, tenant.workspace);
    const idOf = async (ext: string) =>
      (
        await withWorkspace(tenant.job(), (tx) =>
          tx.execute<{ id: string }>(
            sql`select id from customers where external_id = ${ext} and workspace_id = ${tenant.workspace.id}`,
          ),
        )
      )[0]?.id ?? '';
    const grid = async () => {
      const [{ no }] = (await withWorkspace(tenant.job(), (tx) =>
        tx.execute<{ no: number }>(sql`select no from workspaces where id = ${tenant.workspace.id}`),
      )) as unknown as [{ no: number }];
      return worker.writer.query(
        `WITH hid AS (SELECT bitmapOr(groupBitmapMergeStateIf(bits, kind = 'dead'), bitmapAndnot(groupBitmapMergeStateIf(bits, kind = 'staged'), groupBitmapMergeStateIf(bits, kind = 'live'))) AS h FROM sets WHERE ws = {ws:UInt32} AND kind IN ('dead', 'staged', 'live'))
      SELECT m, uniqExact(no) AS customers, sum(n) AS n, sum(amount_minor) AS net FROM cust_month WHERE ws = {ws:UInt32} AND NOT bitmapContains((SELECT h FROM hid), no) GROUP BY m ORDER BY m`,
        z.any(),
        { ws: no },
      );
    };
    expect(await grid()).toEqual([
      { m: 672, customers: '2', n: '2', net: '300' },
      { m: 673, customers: '1', n: '1', net: '300' },
    ]);
    await accept(worker, tenant.workspace, [order('1', 'a', '2026-02-05', 150)]);
    await drain(worker, tenant.workspace);
    expect(await grid()).toEqual([
      { m: 672, customers: '1', n: '1', net: '200' },
      { m: 673, customers: '2', n: '2', net: '450' },
    ]);
    await mergeCustomers(tenant.as('admin'), { customer: await idOf('a'), into: await idOf('b') });
    await drain(worker, tenant.workspace);
    expect(await grid()).toEqual([
      { m: 672, customers: '1', n: '1', net: '200' },
      { m: 673, customers: '2', n: '2', net: '450' },
    ]);
    const before = await grid();
    const rebuilt = await rebuildWorkspace(worker, tenant.workspace);
    expect(rebuilt.no).not.toBe(tenant.workspace.no);
    expect(await grid()).toEqual(before);
    await eraseCustomer(tenant.as('admin'), { customer: await idOf('a') });
    await drain(worker, tenant.workspace);
    expect(await grid()).toEqual([{ m: 673, customers: '1', n: '1', net: '300' }]);
    expect(
      await withWorkspace(tenant.job(), (tx) =>
        tx.execute(
          sql`select count(*)::int as n from inbox where workspace_id = ${tenant.workspace.id} and body <> '{}'`,
        ),
      ),
    ).toEqual([{ n: 1 }]);
  });
});
