import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAnalyticsWriter } from '@/server/analytics';
import { getHome } from '@/server/features/home/get-home';
import { dayNumberOf, monthNumberOf } from '@/server/platform/calendar';
import { testStores } from '@/tests/support/stores';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

let tenant: TestTenant;
let other: TestTenant;

/** Forty join in January and 30 of them buy again in February; fifty in February and 10 again in March; 60 in March. */
function purchases(): { no: number; day: string; cents: number }[] {
  const rows: { no: number; day: string; cents: number }[] = [];
  const buy = (from: number, count: number, day: string, cents = 1_000) => {
    for (let no = from; no < from + count; no += 1) rows.push({ no, day, cents });
  };
  buy(1, 40, '2026-01-10');
  buy(1, 30, '2026-02-10');
  buy(100, 50, '2026-02-20');
  buy(100, 10, '2026-03-05', 2_000);
  buy(200, 60, '2026-03-15');
  buy(200, 5, '2026-03-20', -1_000);
  return rows;
}

beforeAll(async () => {
  [tenant, other] = [await createTestTenant(), await createTestTenant()];
  const stores = await testStores();
  const writer = createAnalyticsWriter(stores.clickhouseWriterUrl);
  const ws = tenant.workspace.no;
  const rows = purchases();
  await writer.insertRows(
    'customers',
    [...new Set(rows.map(({ no }) => no))].map((no) => ({
      ws,
      no,
      id: `00000000-0000-7000-8000-${String(no).padStart(12, '0')}`,
      external_id: `c${no}`,
      version: '1',
    })),
  );
  await writer.insertRows(
    'orders',
    rows.map(({ no, day, cents }, index) => ({
      ws,
      no,
      ts: `${day} 12:00:00.000`,
      d: dayNumberOf(day),
      m: monthNumberOf(day.slice(0, 7)),
      seq: String(index + 1),
      amount_minor: String(cents),
      original_minor: String(cents),
      currency: 'USD',
    })),
  );
  await writer.close();
});
afterAll(() => Promise.all([tenant.close(), other.close()]));

test('compares the newest months that can be compared, and the month so far with the same days before', async () => {
  const home = await getHome(tenant.as('viewer'));
  expect(home.asOf).toBe('2026-03-20');
  expect(home.customers).toMatchObject({ customers: 150, buyers: 150, repeatBuyers: 40 });
  // March is not over, so only January has a finished month after it.
  expect(home.comparison).toBeUndefined();
  expect(home.readableCohort).toBe(40);
  expect(home.newest.map(({ start, size, next }) => [start, size, next?.customers, next?.complete])).toEqual([
    ['2026-03-01', 60, undefined, undefined],
    ['2026-02-01', 50, 10, false],
    ['2026-01-01', 40, 30, true],
  ]);
  expect(home.soFar).toMatchObject({ from: '2026-03-01', to: '2026-03-20', before: { to: '2026-02-20' } });
  expect(home.thisMonth).toEqual({ orders: 70, spendMinor: 75_000, unknownAmounts: 0 });
  expect(home.monthBefore).toEqual({ orders: 80, spendMinor: 80_000, unknownAmounts: 0 });
  expect(home.months.map(({ month, orders, spendMinor }) => [month, orders, spendMinor])).toEqual([
    ['2026-01', 40, 40_000],
    ['2026-02', 80, 80_000],
    ['2026-03', 70, 75_000],
  ]);
});

test('a workspace without data has nothing to compare, as of today', async () => {
  expect(await getHome(other.as('viewer'))).toMatchObject({
    asOf: '2026-03-02',
    customers: { customers: 0 },
    thisMonth: { orders: 0, spendMinor: 0 },
    months: [],
    newest: [],
    comparison: undefined,
    readableCohort: 0,
  });
});
