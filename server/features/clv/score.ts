import { and, desc, eq, sql } from 'drizzle-orm';
import { modelRuns } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { WorkerContext } from '@/server/features/facts';
import { minorDigitsOf } from '@/server/features/ingest';
import { audit } from '@/server/platform/audit';
import { dayNumberOf } from '@/server/platform/calendar';
import { dateOf } from '@/server/platform/clock';
import { actorName } from '@/server/platform/context';
import { newId } from '@/server/platform/ids';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { btydModels, type FittedModel } from '@/server/stats/btyd';
import { chanceOfLeaving, totalAtRisk } from '@/server/stats/value';
import { historiesOf, type HistoryRow } from './domain/candidates';
import { purchaseHistories } from './histories.ch';
import { latestRun } from './internal';
import type { ClvRun, RiskResult } from './schemas';
import { countScores, fillScores, summariseScores } from './scores.ch';

/** Days over which value at risk is counted. */
const HORIZON_DAYS = 90;
const CHUNK = 50_000;

/**
 * Gives every customer the scores of the newest value run, once, and again where the analytics store was rebuilt. The
 * model is fitted to all days as the forecast was; each distinct history is scored here, customers are scored in the store.
 */
export async function scoreCustomers(ctx: WorkerContext): Promise<'scored' | 'current' | 'nothing'> {
  requirePermission(ctx, 'clv:run');
  const run = await latestRun(ctx);
  if (!run?.chosen || !run.forecast || run.chosen === 'nbd') return 'nothing';
  const before = await findRiskRun(ctx, run.id);
  if (before && (before.customers === 0 || (await countOf(ctx, before.id)) > 0)) return 'current';
  const until = dayNumberOf(run.forecast.from);
  const rows = await ctx.ch.run(purchaseHistories, { calibrated: until, until });
  const fit = btydModels[run.chosen].fit(historiesOf(rows));
  if (!fit.ok) return 'nothing';
  const id = before?.id ?? newId(ctx);
  await writeScores(ctx, id, { fit, rows, until, run });
  if (!before) await keep(ctx, id, { run, fit, rows });
  return 'scored';
}

const countOf = async (ctx: WorkerContext, run: string) => (await ctx.ch.run(countScores, { run }))[0]?.customers ?? 0;

async function findRiskRun(ctx: WorkerContext, clvRun: string) {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx
      .select({ id: modelRuns.id, result: modelRuns.result })
      .from(modelRuns)
      .where(
        inWorkspace(ctx, modelRuns, and(eq(modelRuns.kind, 'risk'), sql`${modelRuns.input} ->> 'clvRun' = ${clvRun}`)),
      )
      .orderBy(desc(modelRuns.createdAt))
      .limit(1),
  );
  return row && { id: row.id, customers: (row.result as RiskResult).customers };
}

interface Scoring {
  run: ClvRun;
  fit: FittedModel;
  rows: readonly HistoryRow[];
}

async function writeScores(ctx: WorkerContext, id: string, { fit, rows, until, run }: Scoring & { until: number }) {
  const ws = ctx.workspace.no;
  for (let from = 0; from < rows.length; from += CHUNK)
    await ctx.writer.insertRows(
      'history_scores',
      rows.slice(from, from + CHUNK).map(({ x, tx, t }) => {
        const score = chanceOfLeaving(fit, { x, tx: tx / 7, T: t / 7 }, HORIZON_DAYS / 7);
        const { pAlive: p_alive, chance, purchasesIfAlive: purchases, interval } = score;
        const ends = {
          chance_low: interval.ok ? interval.ciLow : null,
          chance_high: interval.ok ? interval.ciHigh : null,
        };
        return { ws, run: id, x, tx, t, p_alive, chance, ...ends, purchases };
      }),
    );
  await ctx.writer.command(fillScores, { ws, run: id, until, calibrated: until, ...worthOf(ctx, run) });
}

/** What a purchase brings, as `fillScores` takes it. */
function worthOf(ctx: WorkerContext, { spend }: ClvRun) {
  const { p, q, v } = spend.params;
  if (!spend.ok || p === undefined || q === undefined || v === undefined)
    return { gain: 0, base: 0, weight: 0, rest: 1, flat: 1 };
  return { gain: p, base: v * unitOf(ctx), weight: p, rest: q - 1, flat: 0 };
}

const unitOf = (ctx: WorkerContext) => 10 ** (minorDigitsOf(ctx.workspace.currency) ?? 2);

async function keep(ctx: WorkerContext, id: string, { run, fit, rows }: Scoring): Promise<void> {
  const [summary] = await ctx.ch.run(summariseScores, { run: id });
  const { gain, base, weight, rest, flat } = worthOf(ctx, run);
  const stats = {
    x: Float64Array.from(rows, ({ x }) => x),
    tx: Float64Array.from(rows, ({ tx }) => tx / 7),
    T: Float64Array.from(rows, ({ t }) => t / 7),
    count: Float64Array.from(rows, ({ customers }) => customers),
  };
  const worth = Float64Array.from(
    rows,
    (row) => (gain * (base * row.customers + row.repeat_minor)) / (weight * row.x + rest) + flat * row.customers,
  );
  const total = totalAtRisk(fit, { stats, worth }, HORIZON_DAYS / 7);
  const result: RiskResult = {
    model: fit.model,
    from: run.forecast?.from ?? '',
    horizonDays: HORIZON_DAYS,
    measure: run.spend.ok ? 'money' : 'purchases',
    customers: summary?.customers ?? 0,
    lost: summary?.lost ?? 0,
    atRisk: summary?.at_risk ?? 0,
    interval: total.interval.ok
      ? { ok: true, low: total.interval.ciLow, high: total.interval.ciHigh }
      : { ok: false, have: total.interval.have, need: total.interval.need },
  };
  await withWorkspace(ctx, async (tx) => {
    await tx.insert(modelRuns).values({
      id,
      workspaceId: ctx.workspace.id,
      kind: 'risk',
      input: { clvRun: run.id, horizonDays: HORIZON_DAYS },
      result,
      visibleBlock: 0,
      startedBy: actorName(ctx.actor),
      createdAt: dateOf(ctx.clock),
    });
    await audit(tx, ctx, { verb: 'clv.score', subject: `model_run:${id}` });
  });
}
