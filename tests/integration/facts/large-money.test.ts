import { afterAll, beforeAll, expect, test } from 'vitest';
import { getCohortGrid } from '@/server/features/cohorts';
import { getCustomer } from '@/server/features/customers/get';
import { listCustomers } from '@/server/features/customers/list';
import { checkStore, rebuildWorkspace, type WorkerDeps } from '@/server/features/facts';
import { getHome } from '@/server/features/home/get-home';
import { accept, drain, record, testWorker } from '@/tests/support/facts';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

const largest = 9_000_000_000_000_000;

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

const order = (id: string, day: string, minor = largest) =>
  record(
    'orders',
    { customerId: 'a', orderedAt: `${day}T12:00:00.000Z`, id, amount: { minor, currency: 'USD' }, properties: {} },
    id,
  );

test('sums beyond 2^53 come as the nearest number and refuse no page', async () => {
  await accept(worker, tenant.workspace, [order('1', '2026-01-05'), order('2', '2026-01-06')]);
  await drain(worker, tenant.workspace);
  const ctx = tenant.as('admin');
  expect((await getHome(ctx)).months[0]).toMatchObject({ orders: 2, spendMinor: 2 * largest });
  const { rows: customers } = await listCustomers(ctx, { search: '', sort: 'spend', descending: true, limit: 10 });
  expect(customers[0]).toMatchObject({ spendMinor: 2 * largest });
  expect(await getCustomer(ctx, { id: customers[0]?.id ?? '' })).toMatchObject({ spendMinor: 2 * largest });
  const grid = await getCohortGrid(ctx, {
    by: 'month',
    start: 'first_order',
    return: 'order',
    measure: 'revenue',
    criteria: 'on',
  });
  expect(grid.cohorts[0]?.cells[0]?.value).toBe(2 * largest);
});

test('the check and a rebuild still compare to the last unit, past the 64 bits of the store', async () => {
  const more = Array.from({ length: 1_100 }, (_, index) => order(`m${index}`, '2026-02-03', largest + (index % 3)));
  await accept(worker, tenant.workspace, more);
  await drain(worker, tenant.workspace);
  expect(await checkStore(worker, tenant.workspace)).toBe('right');
  await rebuildWorkspace(worker, tenant.workspace);
  expect(await checkStore(worker, tenant.workspace)).toBe('right');
});
