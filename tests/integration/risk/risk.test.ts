import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fitClv, getLatestClv, scoreCustomers } from '@/server/features/clv';
import { fitClvInput } from '@/server/features/clv/schemas';
import { rebuildWorkspace, workerContext, type WorkerDeps } from '@/server/features/facts';
import { getRisk } from '@/server/features/risk/get';
import { listAtRisk } from '@/server/features/risk/list-at-risk';
import { type AtRiskRow, listAtRiskInput } from '@/server/features/risk/schemas';
import { type BtydName, btydModels } from '@/server/stats/btyd';
import { expectedSpend } from '@/server/stats/spend';
import { valueAtRisk } from '@/server/stats/value';
import { accept, drain, testWorker } from '../../support/facts';
import { firstBuyerMs as firstDay, leavingBuyers, ordersOf } from '../../support/leaving-buyers';
import { createTestTenant, type TestTenant } from '../../support/tenant';

let tenant: TestTenant;
let worker: WorkerDeps & { close(): Promise<void> };
const purchases = leavingBuyers();

beforeAll(async () => {
  tenant = await createTestTenant();
  worker = await testWorker(tenant);
  await accept(worker, tenant.workspace, ordersOf(purchases));
  await drain(worker, tenant.workspace);
}, 120_000);
afterAll(async () => {
  await worker.close();
  await tenant.close();
});

const score = () => scoreCustomers(workerContext(worker, tenant.workspace, 'scores'));
const page = (over: object = {}) => listAtRisk(tenant.as('csm'), listAtRiskInput.parse(over));

async function everyone(show: 'at_risk' | 'lost'): Promise<AtRiskRow[]> {
  const rows: AtRiskRow[] = [];
  for (let cursor: string | undefined; ; ) {
    const read = await page({ show, limit: 37, ...(cursor && { cursor }) });
    rows.push(...read.rows);
    if (!read.next) return rows;
    cursor = read.next;
  }
}

describe('risk of leaving', () => {
  test('says what to do before there is a run, and while customers are scored', async () => {
    expect(await getRisk(tenant.as('csm'))).toEqual({ state: 'no_run' });
    expect(await score()).toBe('nothing');
    await fitClv(tenant.as('analyst'), fitClvInput.parse({ calibrateUntil: '2025-07-27', holdoutUntil: '2025-10-26' }));
    expect(await getRisk(tenant.as('csm'))).toEqual({ state: 'scoring' });
    expect(await score()).toBe('scored');
    expect(await score()).toBe('current');
  }, 60_000);

  test('every customer has the value at risk of their own history and spend, in its order', async () => {
    const { run } = await getLatestClv(tenant.as('viewer'));
    const model: BtydName = run?.chosen ?? 'nbd';
    expect(['bgnbd', 'mbgnbd', 'paretonbd']).toContain(model);
    const params = btydModels[model].parameterNames.map((name) => run?.forecast?.params[name] ?? 0);
    const spend = ['p', 'q', 'v'].map((name) => run?.spend.params[name] ?? 0);
    const until = Math.round((Date.parse(run?.forecast?.from ?? '') - firstDay) / 86_400_000);
    const [atRisk, lost] = [await everyone('at_risk'), await everyone('lost')];
    expect(atRisk.length + lost.length).toBe(500);
    const by = { model, params, spend, until };
    for (const row of [...atRisk, ...lost]) expectOwnScore(row, by);
    const ranked = atRisk.map((row) => row.atRisk);
    expect(ranked).toEqual(ranked.toSorted((a, b) => b - a));
    expect(lost.every(({ pAlive, atRisk: at }) => pAlive < 0.1 && at === 0)).toBe(true);
  });

  test('the summary is the sum of its customers, and too few of them have no interval', async () => {
    const state = await getRisk(tenant.as('csm'));
    if (state.state !== 'ready') throw new Error(state.state);
    const rows = await everyone('at_risk');
    expect(state.run.atRisk).toBeCloseTo(
      rows.reduce((sum, { atRisk }) => sum + atRisk, 0),
      4,
    );
    expect(state.run.chances.reduce((sum, { customers }) => sum + customers, 0)).toBe(rows.length);
    expect(state.run.interval).toEqual({ ok: false, have: 500, need: 3_000 });
    expect(rows[0]?.chanceLow).toBeNull();
  });

  test('a rebuilt store is scored again, the same', async () => {
    const before = await everyone('at_risk');
    const { no } = await rebuildWorkspace(worker, tenant.workspace);
    const ctx = workerContext(worker, { ...tenant.workspace, no }, 'scores');
    expect((await listAtRisk(ctx, listAtRiskInput.parse({}))).rows).toEqual([]);
    expect(await scoreCustomers(ctx)).toBe('scored');
    const after = await listAtRisk(ctx, listAtRiskInput.parse({ limit: 200 }));
    expect(after.rows).toEqual(before.slice(0, 200));
    expect(after.total).toBe(before.length);
  }, 60_000);
});

interface By {
  model: BtydName;
  params: number[];
  spend: number[];
  until: number;
}

/** The score worked out from this customer's list of purchases alone. */
function expectOwnScore(row: AtRiskRow, { model, params, spend, until }: By): void {
  const mine = (purchases.get(row.externalId) ?? []).filter(({ day }) => day <= until);
  const [first, last] = [Math.min(...mine.map(({ day }) => day)), Math.max(...mine.map(({ day }) => day))];
  const x = new Set(mine.map(({ day }) => day)).size - 1;
  const repeat = mine.filter(({ day }) => day !== first).reduce((sum, { minor }) => sum + minor, 0);
  const risk = valueAtRisk({
    model,
    params,
    history: { x, tx: (last - first) / 7, T: (until - first) / 7 },
    horizonWeeks: 90 / 7,
    spendPerPurchase: 100 * expectedSpend(spend, x, x === 0 ? 0 : repeat / x / 100),
  });
  expect(row.pAlive).toBeCloseTo(risk.pAlive, 8);
  expect(row.chance).toBeCloseTo(risk.pAlive * risk.pDrops, 8);
  expect(Math.abs(row.atRisk - risk.valueAtRisk)).toBeLessThan(1e-6 * Math.max(1, risk.valueAtRisk));
  expect(Math.abs(row.value - risk.valueIfAlive)).toBeLessThan(1e-6 * Math.max(1, risk.valueIfAlive));
  expect([row.orders, row.daysSince]).toEqual([x + 1, until - last]);
}
