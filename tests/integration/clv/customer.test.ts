import { afterAll, beforeAll, expect, test } from 'vitest';
import { fitClv, getLatestClv, scoreCustomers } from '@/server/features/clv';
import { getCustomerScores } from '@/server/features/clv/get-customer';
import { fitClvInput } from '@/server/features/clv/schemas';
import { listCustomers } from '@/server/features/customers/list';
import { type WorkerDeps, workerContext } from '@/server/features/facts';
import { listAtRisk } from '@/server/features/risk';
import { getCustomerRfm } from '@/server/features/rfm/get-customer';
import { getRfm } from '@/server/features/rfm';
import { groupOf } from '@/server/features/rfm/domain/groups';
import { btydModels } from '@/server/stats/btyd';
import { expectedSpend } from '@/server/stats/spend';
import { accept, drain, record, testWorker } from '../../support/facts';
import { leavingBuyers, ordersOf, type Purchase } from '../../support/leaving-buyers';
import { createTestTenant, type TestTenant } from '../../support/tenant';

let tenant: TestTenant;
let worker: WorkerDeps & { close(): Promise<void> };
const buyers = leavingBuyers();
const ctx = () => tenant.as('csm');

beforeAll(async () => {
  tenant = await createTestTenant();
  worker = await testWorker(tenant);
  await accept(worker, tenant.workspace, [
    ...ordersOf(buyers),
    record('customers', { id: 'looker', traits: {} }, 'looker'),
  ]);
  await drain(worker, tenant.workspace);
}, 120_000);
afterAll(async () => {
  await worker.close();
  await tenant.close();
});

const everyone = async () => (await listAtRisk(ctx(), { show: 'at_risk', limit: 200 })).rows;

async function idOf(externalId: string): Promise<string> {
  const { rows } = await listCustomers(ctx(), { search: externalId, sort: 'last_order', descending: true, limit: 200 });
  const found = rows.find((row) => row.externalId === externalId);
  if (!found) throw new Error(`no ${externalId}`);
  return found.id;
}

/** By hand: purchase days up to a day, and the mean of the repeat ones in dollars. */
function historyOf(purchases: readonly Purchase[], until: number) {
  const days = new Map<number, number>();
  for (const { day, minor } of purchases) if (day <= until) days.set(day, (days.get(day) ?? 0) + minor);
  const [first = 0, ...rest] = [...days.keys()].sort((a, b) => a - b);
  const x = rest.length;
  const mean = x === 0 ? 0 : rest.reduce((sum, day) => sum + (days.get(day) ?? 0), 0) / x / 100;
  return { history: { x, tx: ((rest.at(-1) ?? first) - first) / 7, T: (until - first) / 7 }, mean };
}

test('before there is a run nothing is said, and of nobody unknown', async () => {
  expect(await getCustomerScores(ctx(), { customerId: await idOf('c1') })).toEqual({ state: 'no_model' });
  const nobody = { customerId: '00000000-0000-7000-8000-00000000dead' };
  await expect(getCustomerScores(ctx(), nobody)).rejects.toMatchObject({ code: 'not_found' });
  await expect(getCustomerRfm(ctx(), nobody)).rejects.toMatchObject({ code: 'not_found' });
});

test('a customer has the worth of their own history, its range, and their place in the queue', async () => {
  await fitClv(tenant.as('analyst'), fitClvInput.parse({ calibrateUntil: '2025-07-27', holdoutUntil: '2025-10-26' }));
  await scoreCustomers(workerContext(worker, tenant.workspace, 'scores'));
  const { run } = await getLatestClv(ctx());
  if (!run?.chosen || !run.forecast) throw new Error('no run');
  const model = btydModels[run.chosen];
  const params = model.parameterNames.map((name) => run.forecast?.params[name] ?? 0);
  const spend = ['p', 'q', 'v'].map((name) => run.spend.params[name] ?? 0);
  const until = (Date.parse(run.forecast.from) - Date.parse('2025-01-01')) / 86_400_000;
  for (const [at, row] of (await everyone()).slice(0, 25).entries()) {
    const { history, mean } = historyOf(buyers.get(row.externalId) ?? [], until);
    const found = await getCustomerScores(ctx(), { customerId: row.id });
    if (found.state !== 'scored') throw new Error(found.state);
    const expected = model.expectedPurchases(params, history, run.forecast.horizonWeeks);
    expect(found.purchases.expected).toBeCloseTo(expected, 9);
    expect(found.valueMinor?.expected).toBeCloseTo(100 * expected * expectedSpend(spend, history.x, mean), 5);
    expect(found.purchases.low).toBeLessThanOrEqual(found.purchases.high);
    expect(found.risk).toMatchObject({ rank: at + 1, chance: row.chance, atRisk: row.atRisk, isLost: false });
    expect(await getCustomerScores(ctx(), { customerId: row.id })).toEqual(found);
  }
  expect(await getCustomerScores(ctx(), { customerId: await idOf('looker') })).toEqual({ state: 'no_orders' });
});

test('the RFM scores of a customer are those of the cell that counts them', async () => {
  const report = await getRfm(ctx(), {});
  for (const { id } of (await everyone()).slice(0, 20)) {
    const found = await getCustomerRfm(ctx(), { customerId: id });
    const cell = report.cells.find(({ r, f, m }) => r === found?.r && f === found.f && m === found.m);
    expect(cell?.customers).toBeGreaterThan(0);
    expect(groupOf(cell ?? { r: 0, f: 0 })).toBe(found?.group);
  }
  const [best] = (await listCustomers(ctx(), { search: '', sort: 'spend', descending: true, limit: 1 })).rows;
  expect(await getCustomerRfm(ctx(), { customerId: best?.id ?? '' })).toMatchObject({ m: 5 });
  expect(await getCustomerRfm(ctx(), { customerId: await idOf('looker') })).toBeNull();
});
