import { afterAll, beforeAll, expect, test } from 'vitest';
import { getCohortGrid } from '@/server/features/cohorts';
import { cohortSpec } from '@/server/features/cohorts/schemas';
import type { Querier } from '@/server/analytics/querier';
import { accept, drain, record, testWorker } from '../../support/facts';
import { createTestTenant, type TestTenant } from '../../support/tenant';

let tenant: TestTenant;
/** One new customer on each of 900 days: 405,450 cells by the day. */
beforeAll(async () => {
  tenant = await createTestTenant();
  const worker = await testWorker(tenant);
  const orders = Array.from({ length: 900 }, (_, day) =>
    record('orders', {
      customerId: `c${day}`,
      orderedAt: new Date(Date.UTC(2023, 0, 1 + day, 12)).toISOString(),
      properties: {},
      amount: { minor: 500, currency: 'USD' },
    }),
  );
  await accept(worker, tenant.workspace, orders);
  await drain(worker, tenant.workspace);
  await worker.close();
}, 120_000);
afterAll(() => tenant.close());

function watched() {
  const ctx = tenant.as('viewer');
  const asked: string[] = [];
  const ch: Querier = {
    ...ctx.ch,
    run: (question, params, options) => {
      asked.push(question.name);
      return ctx.ch.run(question, params, options);
    },
  };
  return { ctx: { ...ctx, ch }, asked };
}

const at = '2025-06-18';

test('a grid of too many cells is refused before anything heavy is asked', async () => {
  const { ctx, asked } = watched();
  const spec = cohortSpec.parse({ by: 'day', measure: 'revenue', at });
  await expect(getCohortGrid(ctx, spec)).rejects.toMatchObject({
    code: 'limit_reached',
    message: 'The grid has 405,450 cells, more than 400,000. Choose a longer period, or an earlier last day.',
  });
  expect(asked.filter((name) => /cohorts\.(counts|money|sums)/.test(name))).toEqual([]);
});

test('by week and by month it is answered, and by day up to an earlier day', async () => {
  for (const spec of [
    { by: 'week', at },
    { by: 'month', at },
    { by: 'day', at: '2023-12-31' },
  ] as const)
    expect((await getCohortGrid(watched().ctx, cohortSpec.parse(spec))).cohorts.length).toBeGreaterThan(20);
});
