import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { customers } from '@/db/schema';
import { createAnalyticsWriter } from '@/server/analytics';
import { getCustomer } from '@/server/features/customers/get';
import { getCustomerSummary } from '@/server/features/customers/get-summary';
import { exportCustomers, listCustomers } from '@/server/features/customers/list';
import { listCustomersInput } from '@/server/features/customers/schemas';
import { writeCustomersCsv } from '@/server/features/customers/write-csv';
import { getTimeline } from '@/server/features/customers/timeline';
import { isAppError } from '@/server/platform/errors';
import { withWorkspace } from '@/server/platform/transaction';
import { testStores } from '@/tests/support/stores';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

const idOf = (no: number) => `00000000-0000-7000-8000-${String(no).padStart(12, '0')}`;
const day = 86_400_000;
const start = Date.parse('2026-01-01T12:00:00Z');
const dayNumber = (ms: number) => Math.floor(ms / day);
const ask = (more: object = {}) => listCustomersInput.parse(more);

let tenant: TestTenant;
let other: TestTenant;

/** Number, name, country, purchases (day, cents), refunds (day, cents). */
const people: [number, string, string, [number, number][], [number, number][]][] = [
  [
    1,
    'Ada Smith',
    'GB',
    [
      [0, 1000],
      [10, 2000],
    ],
    [],
  ],
  [2, 'Bo Jensen', 'DK', [[5, 500]], [[6, 500]]],
  [3, 'Çelik', 'TR', [[20, 9900]], []],
  [4, '', 'GB', [], []],
  [5, 'Merged away', 'GB', [[1, 77700]], []],
];

async function load(into: TestTenant) {
  const stores = await testStores();
  const writer = createAnalyticsWriter(stores.clickhouseWriterUrl);
  const ws = into.workspace.no;
  await writer.insertRows(
    'customers',
    people.map(([no, name, country]) => ({
      ws,
      no,
      id: idOf(no),
      external_id: `c${no}`,
      name,
      email: name ? `${no}@example.com` : '',
      country,
      version: '1',
    })),
  );
  const rows = people.flatMap(([no, , , bought, refunded]) => [
    ...bought.map(([at, cents]) => ({ no, at, cents })),
    ...refunded.map(([at, cents]) => ({ no, at, cents: -cents })),
  ]);
  await writer.insertRows(
    'orders',
    rows.map(({ no, at, cents }, i) => {
      const ms = start + at * day;
      return {
        ws,
        no,
        ts: new Date(ms).toISOString().replace('T', ' ').slice(0, 23),
        d: dayNumber(ms),
        m: 672,
        seq: String(i + 1),
        amount_minor: String(cents),
        original_minor: String(cents),
        currency: 'USD',
      };
    }),
  );
  await writer.command("INSERT INTO sets SELECT {ws:UInt32}, 'dead', '', 0, 0, groupBitmapState(toUInt32(5))", { ws });
  await writer.close();
  await withWorkspace(into.job(), (tx) =>
    tx.insert(customers).values(
      people.map(([no, name, country]) => ({
        workspaceId: into.workspace.id,
        id: idOf(no),
        no,
        externalId: `c${no}`,
        name: name || null,
        country,
        mergedInto: no === 5 ? idOf(1) : null,
      })),
    ),
  );
}

beforeAll(async () => {
  [tenant, other] = [await createTestTenant(), await createTestTenant()];
  await load(tenant);
});
afterAll(() => Promise.all([tenant.close(), other.close()]));

describe('list', () => {
  test('has everyone who counts, with totals net of refunds, newest purchase first', async () => {
    const page = await listCustomers(tenant.as('viewer'), ask());
    expect(page.total).toBe(4);
    expect(page.rows.map((row) => [row.externalId, row.orders, row.spendMinor])).toEqual([
      ['c3', 1, 9900],
      ['c1', 2, 3000],
      ['c2', 1, 0],
      ['c4', 0, 0],
    ]);
    expect(page.rows[1]).toMatchObject({
      firstOrderAt: '2026-01-01T12:00:00.000Z',
      lastOrderAt: '2026-01-11T12:00:00.000Z',
    });
    expect(page.rows[3]).toMatchObject({ firstOrderAt: null, lastOrderAt: null });
  });

  test.each(['last_order', 'first_order', 'orders', 'spend', 'name'] as const)(
    'pages of one by %s are the whole list, both ways',
    async (sort) => {
      for (const descending of [true, false]) {
        const whole = await listCustomers(tenant.as('viewer'), ask({ sort, descending }));
        const walked: string[] = [];
        for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
          const page = await listCustomers(tenant.as('viewer'), ask({ sort, descending, limit: 1, cursor }));
          walked.push(...page.rows.map((row) => row.id));
          cursor = page.next;
        }
        expect(walked).toEqual(whole.rows.map((row) => row.id));
        expect(walked).toHaveLength(4);
      }
    },
  );

  test('finds by part of a name in any case, by address and by id, and filters', async () => {
    const found = async (more: object) =>
      (await listCustomers(tenant.as('viewer'), ask({ sort: 'name', descending: false, ...more }))).rows.map(
        (row) => row.externalId,
      );
    expect(await found({ search: 'SMITH' })).toEqual(['c1']);
    expect(await found({ search: 'ÇEL' })).toEqual(['c3']);
    expect(await found({ search: '2@example' })).toEqual(['c2']);
    expect(await found({ search: 'c4' })).toEqual(['c4']);
    expect(await found({ search: "'; DROP TABLE customers; --" })).toEqual([]);
    expect(await found({ country: 'GB' })).toEqual(['c1', 'c4']);
  });

  test('another workspace sees none of it', async () => {
    expect(await listCustomers(other.as('owner'), ask())).toMatchObject({ rows: [], total: 0 });
  });

  test('the export holds the same rows; a made-up cursor is refused', async () => {
    const rows: string[] = [];
    for await (const row of exportCustomers(tenant.as('viewer'), ask())) rows.push(row.externalId);
    expect(rows).toEqual(['c3', 'c1', 'c2', 'c4']);
    await expect(listCustomers(tenant.as('viewer'), ask({ cursor: 'x' }))).rejects.toSatisfy((error) =>
      isAppError(error, 'invalid'),
    );
  });
});

describe('summary', () => {
  test('counts who counts, who bought and who came back, and what there is to filter by', async () => {
    expect(await getCustomerSummary(tenant.as('viewer'))).toMatchObject({
      customers: 4,
      buyers: 3,
      repeatBuyers: 1,
      repeatShare: { ok: true, share: 1 / 3 },
      countries: [
        { value: 'GB', count: 2 },
        { value: 'DK', count: 1 },
        { value: 'TR', count: 1 },
      ],
      channels: [],
    });
    expect(await getCustomerSummary(other.as('viewer'))).toMatchObject({
      customers: 0,
      repeatShare: { ok: false, reason: 'no_units' },
      countries: [],
    });
  });

  test('the CSV has a head, the rows of the filter and the currency', async () => {
    const lines: string[] = [];
    for await (const line of writeCustomersCsv(tenant.as('viewer'), ask({ country: 'DK' }))) lines.push(line);
    expect(lines).toEqual([
      'id,name,email,country,acquisition_channel,orders,orders_without_amount,net_spend_minor,first_order_at,last_order_at,last_seen_at,currency\r\n',
      'c2,Bo Jensen,2@example.com,DK,,1,0,0,2026-01-06T12:00:00.000Z,2026-01-06T12:00:00.000Z,2026-01-06T12:00:00.000Z,USD\r\n',
    ]);
  });
});

describe('one customer', () => {
  test('has totals, months and refunds', async () => {
    const customer = await getCustomer(tenant.as('viewer'), { id: idOf(2) });
    expect(customer).toMatchObject({
      externalId: 'c2',
      orders: 1,
      spendMinor: 0,
      refundedMinor: 500,
      lastOrderAt: '2026-01-06T12:00:00.000Z',
    });
    expect(customer.months).toEqual([{ month: '2026-01', orders: 1, spendMinor: 0 }]);
  });

  test('one that was merged leads to whom it joined', async () => {
    expect((await getCustomer(tenant.as('viewer'), { id: idOf(5) })).externalId).toBe('c1');
  });

  test('a foreign id is not found, like one that never was', async () => {
    const refusals = await Promise.all(
      [idOf(1), idOf(99)].map((id) => getCustomer(other.as('owner'), { id }).catch((error: unknown) => error)),
    );
    expect(refusals.map((error) => isAppError(error, 'not_found'))).toEqual([true, true]);
    expect(String(refusals[0])).toBe(String(refusals[1]));
  });

  test('the timeline is complete over pages, newest first', async () => {
    const first = await getTimeline(tenant.as('viewer'), { id: idOf(2), kind: 'all', limit: 1 });
    expect(first.entries).toMatchObject([{ kind: 'refund', amountMinor: -500, at: '2026-01-07T12:00:00.000Z' }]);
    const second = await getTimeline(tenant.as('viewer'), { id: idOf(2), kind: 'all', limit: 1, cursor: first.next });
    expect(second.entries).toMatchObject([{ kind: 'order', amountMinor: 500 }]);
    expect(second.next).toBeUndefined();
    expect((await getTimeline(tenant.as('viewer'), { id: idOf(2), kind: 'support', limit: 5 })).entries).toEqual([]);
  });
});
