import { and, desc, eq, sql } from 'drizzle-orm';
import { modelRuns } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { getCustomerInWorkspace } from '@/server/features/customers';
import { minorDigitsOf } from '@/server/features/ingest';
import { dayNumberOf } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { btydModels } from '@/server/stats/btyd';
import { seededRandom } from '@/server/stats/rng';
import { predictCustomer } from '@/server/stats/value';
import { customerHistory, customerScores } from './customer.ch';
import { latestRun } from './internal';
import type { ClvRun, CustomerScores, GetCustomerScoresInput, RiskResult } from './schemas';

/** What the newest value run says about one customer: worth and chance of leaving as ranges, or why nothing. */
export async function getCustomerScores(ctx: ServiceContext, input: GetCustomerScoresInput): Promise<CustomerScores> {
  requirePermission(ctx, 'clv:read');
  requirePermission(ctx, 'customers:read');
  const { no } = await withWorkspace(ctx, (tx) => getCustomerInWorkspace(tx, ctx, input.customerId));
  const run = await latestRun(ctx);
  if (!run?.chosen || !run.forecast || run.gates.some(({ ok }) => !ok)) return { state: 'no_model' };
  const { forecast, chosen } = run;
  const [history] = await ctx.ch.run(customerHistory, { no, until: dayNumberOf(forecast.from) });
  if (!history) return { state: 'no_orders' };
  const { purchases, value } = predictCustomer(
    {
      model: chosen,
      // By name: a stored object keeps no order.
      params: btydModels[chosen].parameterNames.map((name) => forecast.params[name] ?? 0),
      history: { x: history.x, tx: history.tx / 7, T: history.t / 7 },
      horizonWeeks: forecast.horizonWeeks,
      ...spendOf(ctx, run, history),
    },
    // The same customer in the same run has the same range on every visit.
    seededRandom(no),
  );
  const unit = unitOf(ctx);
  const ends = ({ expected, ciLow, ciHigh }: typeof purchases, scale: number) => ({
    expected: expected * scale,
    low: ciLow * scale,
    high: ciHigh * scale,
  });
  return {
    state: 'scored',
    model: chosen,
    from: forecast.from,
    horizonWeeks: forecast.horizonWeeks,
    purchases: ends(purchases, 1),
    valueMinor: value ? ends(value, unit) : null,
    risk: await riskOf(ctx, run, no),
  };
}

const unitOf = (ctx: ServiceContext) => 10 ** (minorDigitsOf(ctx.workspace.currency) ?? 2);

function spendOf(ctx: ServiceContext, { spend }: ClvRun, { x, repeat_minor }: { x: number; repeat_minor: number }) {
  const { p, q, v } = spend.params;
  if (!spend.ok || p === undefined || q === undefined || v === undefined) return {};
  return { spend: { params: [p, q, v], repeatMean: x === 0 ? 0 : repeat_minor / x / unitOf(ctx) } };
}

/** The scores of the run for the queue; null while customers are being scored, or under a model without leaving. */
async function riskOf(ctx: ServiceContext, run: ClvRun, no: number) {
  const [kept] = await withWorkspace(ctx, (tx) =>
    tx
      .select({ id: modelRuns.id, result: modelRuns.result })
      .from(modelRuns)
      .where(
        inWorkspace(ctx, modelRuns, and(eq(modelRuns.kind, 'risk'), sql`${modelRuns.input} ->> 'clvRun' = ${run.id}`)),
      )
      .orderBy(desc(modelRuns.createdAt))
      .limit(1),
  );
  if (!kept) return null;
  const [row] = await ctx.ch.run(customerScores, { run: kept.id, no });
  if (!row) return null;
  const { measure, horizonDays } = kept.result as RiskResult;
  return {
    measure,
    horizonDays,
    pAlive: row.p_alive,
    chance: row.chance,
    chanceLow: row.chance_low,
    chanceHigh: row.chance_high,
    value: row.value,
    atRisk: row.at_risk,
    isLost: row.lost === 1,
    rank: row.lost === 1 ? null : row.ahead + 1,
  };
}
