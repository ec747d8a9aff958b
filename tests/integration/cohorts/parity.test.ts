import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getCohortGrid } from '@/server/features/cohorts';
import { cohortMeasures } from '@/db/schema/cohorts.constants';
import { type CohortSpec, cohortSpec } from '@/server/features/cohorts/schemas';
import { firstDayOf, periodNumberOf, startOfDayMs } from '@/server/platform/calendar';
import { seededRandom } from '@/server/stats/rng';
import { accept, drain, record, testWorker } from '../../support/facts';
import { createTestTenant, type TestTenant } from '../../support/tenant';
import { measured, referenceGrid } from './reference';

const zones = ['America/New_York', 'Australia/Lord_Howe'];

/** Orders, refunds, unknown amounts and events of 60 customers around the days on which months, weeks and clocks turn. */
async function makeRandom(zone: string): Promise<TestTenant> {
  const tenant = await createTestTenant({ timezone: zone });
  const worker = await testWorker(tenant);
  const random = seededRandom(17);
  const pick = (n: number) => Math.floor(random() * n);
  const firstMs = startOfDayMs('2025-01-01', zone);
  const at = () => new Date(firstMs + pick(300) * 86_400_000 + pick(86_400_000)).toISOString();
  for (let delivery = 0; delivery < 4; delivery += 1) {
    const records = Array.from({ length: 150 }, () => {
      const customerId = `c${pick(60)}`;
      const kind = random();
      if (kind < 0.4)
        return record('events', {
          customerId,
          event: ['login', 'order', 'any'][pick(3)] ?? '',
          occurredAt: at(),
          properties: {},
        });
      const minor = kind < 0.6 ? -pick(500) - 1 : pick(4) * 1_234;
      const amount = kind < 0.7 && kind >= 0.6 ? undefined : { minor, currency: 'USD' };
      return record('orders', { customerId, orderedAt: at(), properties: {}, ...(amount && { amount }) });
    });
    await accept(worker, tenant.workspace, records);
    await drain(worker, tenant.workspace);
  }
  await worker.close();
  return tenant;
}

const flatten = async (tenant: TestTenant, spec: CohortSpec, asOf: string) => {
  const grid = await getCohortGrid(tenant.as('viewer'), { ...spec, at: asOf });
  return grid.cohorts.flatMap(({ start, size, cells }) =>
    cells.map(({ period, value, customers, complete }) => ({ start, size, period, value, customers, complete })),
  );
};

describe.each(zones)('grid equals a plain query, %s', (zone) => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await makeRandom(zone);
  }, 60_000);
  afterAll(() => tenant.close());

  const kinds = [
    { start: 'first_order', return: 'order' },
    { start: 'login', return: 'order' },
    { start: 'any', return: 'any' },
    { start: 'first_order', return: 'login' },
    { start: 'nothing', return: 'order' },
  ];
  const questions = kinds.flatMap((kind) => [
    { ...kind, criteria: 'on' as const, measures: cohortMeasures },
    { ...kind, criteria: 'on_or_after' as const, measures: ['retained', 'customers'] as const },
  ]);

  test.each([
    ['day', '2025-02-10'],
    ['week', '2025-06-17'],
    ['month', '2025-10-31'],
    ['month', '2025-06-17'],
  ] as const)(
    'by %s to %s',
    async (by, asOf) => {
      let compared = 0;
      for (const { measures, ...question } of questions) {
        const want = await referenceGrid(tenant.job(), { by, ...question }, asOf);
        for (const measure of measures) {
          const spec = cohortSpec.parse({ by, measure, ...question });
          expect(await flatten(tenant, spec, asOf), JSON.stringify({ spec, asOf })).toEqual(measured(want, measure));
          compared += want.length;
        }
      }
      expect(compared).toBeGreaterThan(500);
    },
    120_000,
  );

  test('an event of a reserved name is reached by a backslash', async () => {
    for (const name of ['order', 'any']) {
      const spec = cohortSpec.parse({ by: 'month', start: `\\${name}`, return: `\\${name}`, measure: 'customers' });
      const plain = { ...spec, start: `event ${name}`, return: `event ${name}` };
      const got = await flatten(tenant, spec, '2025-10-31');
      expect(got.length).toBeGreaterThan(0);
      expect(await flatten(tenant, plain, '2025-10-31')).toEqual([]);
    }
  });
});

test('cells carry what the contract says', async () => {
  const tenant = await createTestTenant();
  const worker = await testWorker(tenant);
  const order = (customerId: string, day: string, minor: number | undefined) =>
    record('orders', {
      customerId,
      orderedAt: `${day}T12:00:00.000Z`,
      properties: {},
      ...(minor !== undefined && { amount: { minor, currency: 'USD' } }),
    });
  await accept(worker, tenant.workspace, [
    order('a', '2026-01-05', 1_000),
    order('a', '2026-02-05', -400),
    order('b', '2026-01-10', undefined),
    order('b', '2026-03-01', 0),
    order('only-refunds', '2026-01-10', -100),
    order('early-refund', '2026-01-10', -700),
    order('early-refund', '2026-02-10', 900),
  ]);
  await drain(worker, tenant.workspace);
  const ctx = tenant.as('viewer');
  const grid = await getCohortGrid(ctx, cohortSpec.parse({}));
  expect(grid.asOf).toBe('2026-03-01');
  expect(grid.cohorts.map(({ start, size }) => [start, size])).toEqual([
    ['2026-01-01', 2],
    ['2026-02-01', 1],
  ]);
  const [january] = grid.cohorts;
  expect(january?.cells.map(({ value, complete }) => [value, complete])).toEqual([
    [1, true],
    [0, true],
    [0.5, false],
  ]);
  // Wilson, n 2: 0 of 2 and 1 of 2.
  expect(january?.cells[1]?.ciHigh).toBeCloseTo(0.6576198, 6);
  expect(january?.cells[2]?.ciLow).toBeCloseTo(0.0945312, 6);
  const revenue = await getCohortGrid(ctx, cohortSpec.parse({ measure: 'revenue' }));
  expect(revenue.cohorts.map(({ cells }) => cells.map(({ value }) => value))).toEqual([
    [1_000, -400, 0],
    [900, 0],
  ]);
  expect(revenue.cohorts[0]?.cells[0]).toMatchObject({ ciLow: null, ciHigh: null });
  await worker.close();
  await tenant.close();
});

test('refuses what nobody defined', async () => {
  const tenant = await createTestTenant();
  const ctx = tenant.as('viewer');
  const spec = cohortSpec.parse({ segment: 'nobody' });
  await expect(getCohortGrid(ctx, spec)).rejects.toMatchObject({ code: 'not_found' });
  const money = cohortSpec.parse({ measure: 'revenue', criteria: 'on_or_after' });
  await expect(getCohortGrid(ctx, money)).rejects.toMatchObject({ code: 'invalid' });
  expect((await getCohortGrid(ctx, cohortSpec.parse({ at: '2026-01-01' }))).cohorts).toEqual([]);
  expect(firstDayOf(periodNumberOf('2026-01-01', 'week'), 'week')).toBe('2025-12-29');
  await tenant.close();
});
