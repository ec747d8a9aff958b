import { afterAll, beforeAll, expect, test } from 'vitest';
import { getCohortGrid } from '@/server/features/cohorts';
import { ruleOfCell } from '@/server/features/cohorts/domain/cell-rule';
import { cohortSpec } from '@/server/features/cohorts/schemas';
import { listCustomers } from '@/server/features/customers/list';
import { listCustomersInput } from '@/server/features/customers/schemas';
import { mergeCustomers } from '@/server/features/identity';
import { archiveSegment } from '@/server/features/segments/archive';
import { createSegment } from '@/server/features/segments/create';
import { getSegment } from '@/server/features/segments/get';
import { getSegmentCatalogue } from '@/server/features/segments/get-catalogue';
import { getSegmentHistory } from '@/server/features/segments/get-history';
import { listSegments } from '@/server/features/segments/list';
import { listSegmentCustomers } from '@/server/features/segments/list-customers';
import { listSegmentsOfCustomer } from '@/server/features/segments/list-of-customer';
import { listSegmentValues } from '@/server/features/segments/list-values';
import { previewSegment } from '@/server/features/segments/preview';
import { restoreSegment } from '@/server/features/segments/restore';
import { ruleSchema } from '@/server/features/segments/schemas';
import { updateSegment } from '@/server/features/segments/update';
import { writeSegmentCsv } from '@/server/features/segments/write-csv';
import { listAudit } from '@/server/features/audit/list';
import { accept, drain, record, testWorker } from '../../support/facts';
import { createTestTenant, type TestTenant } from '../../support/tenant';

const rule = (written: object) => ruleSchema.parse({ v: 1, ...written });
const order = (customerId: string, day: string, minor: number) =>
  record('orders', {
    customerId,
    orderedAt: `${day}T12:00:00.000Z`,
    properties: {},
    amount: { minor, currency: 'USD' },
  });
const customer = (id: string, country: string, traits = {}) => record('customers', { id, country, traits });

let tenant: TestTenant;
let worker: Awaited<ReturnType<typeof testWorker>>;

/**
 * As of 2026-03-01: ada GB spent 1,000.00 less 400.00 in two orders, bo DE 500.01 in one, cy GB nothing, dee once in
 * January and again in February.
 */
beforeAll(async () => {
  tenant = await createTestTenant();
  worker = await testWorker(tenant);
  await accept(worker, tenant.workspace, [
    customer('ada', 'GB', { tier: 'gold' }),
    customer('bo', 'DE', { tier: 'silver' }),
    customer('cy', 'GB'),
    order('ada', '2025-12-31', 40_000),
    order('ada', '2026-01-30', 60_000),
    order('ada', '2026-02-10', -40_000),
    order('bo', '2026-03-01', 50_001),
    order('dee', '2026-01-15', 1_000),
    order('dee', '2026-02-15', 1_000),
    record('events', { customerId: 'ada', event: 'login', occurredAt: '2026-02-20T08:00:00.000Z', properties: {} }),
  ]);
  await drain(worker, tenant.workspace);
}, 60_000);
afterAll(async () => {
  await worker.close();
  await tenant.close();
});

const members = async (written: object) => {
  const { rows } = await listSegmentCustomers(tenant.as('viewer'), { rule: rule(written), cursor: 0, limit: 200 });
  return rows.map(({ externalId }) => externalId).toSorted();
};

test('worked by hand', async () => {
  expect(await members({ trait: 'country', op: 'is', value: 'GB' })).toEqual(['ada', 'cy']);
  expect(await members({ trait: 'country', op: 'is_not', value: 'GB' })).toEqual(['bo', 'dee']);
  expect(await members({ trait: 'tier', op: 'known' })).toEqual(['ada', 'bo']);
  // Ada: 400 + 600 − 400 = 600 in all, 600 − 400 = 200 in the last 60 days.
  expect(await members({ orders: 'sum_amount', op: 'greater_than', value: 500 })).toEqual(['ada', 'bo']);
  expect(await members({ orders: 'sum_amount', op: 'greater_than', value: 500, within_days: 60 })).toEqual(['bo']);
  expect(await members({ orders: 'sum_amount', op: 'greater_than', value: 500.01 })).toEqual(['ada']);
  expect(await members({ orders: 'count', op: 'at_least', value: 2 })).toEqual(['ada', 'dee']);
  expect(await members({ orders: 'count', op: 'less_than', value: 1 })).toEqual(['cy']);
  // The 30 days ending with 2026-03-01 begin on 2026-01-31: the order of 30 January lies outside.
  expect(await members({ orders: 'last', op: 'in_last_days', value: 30 })).toEqual(['bo', 'dee']);
  expect(await members({ orders: 'last', op: 'in_last_days', value: 31 })).toEqual(['ada', 'bo', 'dee']);
  expect(await members({ not: { did: 'login' } })).toEqual(['bo', 'cy', 'dee']);
  expect(await members({ all: [] })).toEqual(['ada', 'bo', 'cy', 'dee']);
  expect(await members({ any: [] })).toEqual([]);
});

test('the example of the interfaces, with a saved segment in it', async () => {
  const ctx = tenant.as('analyst');
  await createSegment(ctx, { name: 'lost', description: '', rule: rule({ did: 'any', op: 'exactly', times: 0 }) });
  const written = {
    all: [
      { trait: 'country', op: 'is', value: 'GB' },
      {
        any: [
          { did: 'login', op: 'at_least', times: 1, within_days: 90 },
          { orders: 'sum_amount', op: 'greater_than', value: 500, within_days: 365 },
        ],
      },
      { not: { segment: 'Lost' } },
    ],
  };
  const preview = await previewSegment(ctx, { rule: rule(written) });
  expect(preview).toEqual({
    count: 1,
    base: 4,
    asOf: '2026-03-01',
    parts: [
      { path: 'all[0]', own: 2, left: 2 },
      { path: 'all[1].any[0]', own: 1, left: 1 },
      { path: 'all[1].any[1]', own: 2, left: 2 },
      { path: 'all[1]', own: 2, left: 1 },
      { path: 'all[2].not', own: 1, left: 1 },
      { path: 'all[2]', own: 3, left: 1 },
    ],
  });
});

test('a cell of the cohort grid is a rule: first ordered in January, ordered again in February', async () => {
  const january = { orders: 'first', op: 'between', from: '2026-01-01', to: '2026-01-31' };
  const february = { orders: 'count', op: 'at_least', value: 1, from: '2026-02-01', to: '2026-02-28' };
  expect(await members({ all: [january, february] })).toEqual(['dee']);
});

test('create, change, refer, archive, restore, with the audit log beside', async () => {
  const ctx = tenant.as('csm');
  const { id } = await createSegment(ctx, {
    name: 'British',
    description: 'from GB',
    rule: rule({ trait: 'country', op: 'is', value: 'GB' }),
  });
  await expect(createSegment(ctx, { name: 'british', description: '', rule: rule({ all: [] }) })).rejects.toMatchObject(
    {
      code: 'conflict',
    },
  );
  const { id: outer } = await createSegment(ctx, {
    name: 'British buyers',
    description: '',
    rule: rule({ all: [{ segment: 'British' }, { orders: 'count', op: 'at_least', value: 1 }] }),
  });
  // The name in the rule follows the segment.
  await updateSegment(ctx, { segmentId: id, version: 1, name: 'From GB' });
  const seen = await getSegment(ctx, { segmentId: outer });
  expect(seen.rule).toEqual({ v: 1, all: [{ segment: 'From GB' }, { orders: 'count', op: 'at_least', value: 1 }] });
  const circle = { segmentId: id, version: 1, rule: rule({ segment: 'British buyers' }) };
  await expect(updateSegment(ctx, circle)).rejects.toMatchObject({ code: 'invalid' });
  expect(await updateSegment(ctx, { segmentId: id, version: 1, rule: rule({ customers: ['ada', 'bo'] }) })).toEqual({
    version: 2,
  });
  await expect(updateSegment(ctx, { segmentId: id, version: 1, name: 'late' })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect((await getSegment(ctx, { segmentId: id })).versions.map(({ version }) => version)).toEqual([2, 1]);
  await expect(archiveSegment(ctx, { segmentId: id })).rejects.toMatchObject({ code: 'precondition' });
  await archiveSegment(ctx, { segmentId: outer });
  expect((await listSegments(ctx)).rows.map(({ name, count }) => [name, count])).toEqual([
    ['From GB', 2],
    ['lost', 1],
  ]);
  await restoreSegment(ctx, { segmentId: outer });
  expect((await getSegment(ctx, { segmentId: id })).usedIn).toEqual([{ id: outer, name: 'British buyers' }]);
  const entries = await listAudit(tenant.as('owner'), {});
  const verbs = entries.items.map(({ verb }) => verb).filter((verb) => verb.startsWith('segments.'));
  expect(verbs.slice(0, 6)).toEqual([
    'segments.restore',
    'segments.archive',
    'segments.update',
    'segments.update',
    'segments.create',
    'segments.create',
  ]);
});

test('a viewer reads and does not write', async () => {
  const ctx = tenant.as('viewer');
  const refused = { code: 'forbidden' };
  await expect(createSegment(ctx, { name: 'x', description: '', rule: rule({ all: [] }) })).rejects.toMatchObject(
    refused,
  );
  expect((await listSegments(ctx)).base).toBe(4);
});

test('another workspace sees no segment, by either lock', async () => {
  const other = await createTestTenant();
  const [row] = (await listSegments(tenant.as('owner'))).rows;
  const foreign = { segmentId: row?.id ?? '' };
  for (const ask of [getSegment, archiveSegment, restoreSegment])
    await expect(ask(other.as('owner'), foreign)).rejects.toMatchObject({ code: 'not_found' });
  expect((await listSegments(other.as('owner'))).rows).toEqual([]);
  await other.close();
});

test('the list of customers, its export, the cohort grid and the customer page know segments', async () => {
  const ctx = tenant.as('analyst');
  await createSegment(ctx, {
    name: 'repeat',
    description: '',
    rule: rule({ orders: 'count', op: 'at_least', value: 2 }),
  });
  const page = await listCustomers(ctx, listCustomersInput.parse({ segment: 'repeat', sort: 'spend' }));
  expect([page.total, page.rows.map(({ externalId }) => externalId)]).toEqual([2, ['ada', 'dee']]);
  const grid = await getCohortGrid(ctx, cohortSpec.parse({ segment: 'repeat', measure: 'customers' }));
  expect(grid.cohorts.map(({ start, size }) => [start, size])).toEqual([
    ['2025-12-01', 1],
    ['2026-01-01', 1],
  ]);
  const money = await getCohortGrid(ctx, cohortSpec.parse({ segment: 'repeat', measure: 'revenue' }));
  expect(money.cohorts[0]?.cells.map(({ value }) => value)).toEqual([40_000, 60_000, -40_000, 0]);
  const lines: string[] = [];
  for await (const line of writeSegmentCsv(ctx, { rule: rule({ segment: 'repeat' }) })) lines.push(line);
  expect(lines.slice(1).toSorted()).toEqual(['ada,,,GB,2,60000,USD\r\n', 'dee,,,,2,2000,USD\r\n']);
  const dee = page.rows.find(({ externalId }) => externalId === 'dee')?.id ?? '';
  const inside = await listSegmentsOfCustomer(ctx, { customerId: dee });
  expect(inside.map(({ name }) => name)).toEqual(['repeat']);
});

test('sizes over time, and what conditions can be about', async () => {
  const ctx = tenant.as('viewer');
  const sizes = await getSegmentHistory(ctx, { rule: rule({ orders: 'count', op: 'at_least', value: 1 }) });
  expect(sizes.slice(-4)).toEqual([
    { day: '2025-12-31', count: 1 },
    { day: '2026-01-31', count: 2 },
    { day: '2026-02-28', count: 2 },
    { day: '2026-03-01', count: 3 },
  ]);
  expect(await getSegmentCatalogue(ctx)).toEqual({
    traits: [{ name: 'tier', customers: 2 }],
    events: [{ name: 'login', customers: 1 }],
  });
  expect(await listSegmentValues(ctx, { of: 'trait', name: 'country' })).toEqual([
    { value: 'GB', customers: 2 },
    { value: 'DE', customers: 1 },
  ]);
});

test('a merged customer counts once, with both histories', async () => {
  const ctx = tenant.job();
  const { rows } = await listCustomers(tenant.as('viewer'), listCustomersInput.parse({}));
  const idOf = (externalId: string) => rows.find((row) => row.externalId === externalId)?.id ?? '';
  await mergeCustomers(ctx, { customer: idOf('dee'), into: idOf('bo') });
  await drain(worker, tenant.workspace);
  expect(await members({ orders: 'count', op: 'at_least', value: 3 })).toEqual(['bo']);
  expect(await members({ not: { orders: 'count', op: 'at_least', value: 1 } })).toEqual(['cy']);
  expect((await previewSegment(tenant.as('viewer'), { rule: rule({ all: [] }) })).base).toBe(3);
});

test('every cell of the grid holds the customers of its rule', async () => {
  const ctx = tenant.as('viewer');
  let cells = 0;
  for (const spec of [{}, { by: 'week' }, { criteria: 'on_or_after' }, { start: 'any', return: 'login' }] as const) {
    const asked = cohortSpec.parse({ measure: 'customers', ...spec });
    const { cohorts } = await getCohortGrid(ctx, asked);
    for (const { start, size, cells: all } of cohorts) {
      const some = all.filter(({ customers, period }) => customers > 0 || period === 1);
      for (const { period, customers } of some) {
        const rule = { start, period };
        expect((await members(ruleOfCell(asked, { ...rule, side: 'in' }))).length).toBe(customers);
        expect((await members(ruleOfCell(asked, { ...rule, side: 'out' }))).length).toBe(size - customers);
        cells += 1;
      }
    }
  }
  expect(cells).toBeGreaterThan(12);
});
