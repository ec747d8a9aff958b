import { modelRuns, pipelines } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { minorDigitsOf } from '@/server/features/ingest';
import { audit } from '@/server/platform/audit';
import { dayNumberOf } from '@/server/platform/calendar';
import { dateOf } from '@/server/platform/clock';
import { actorName, type ServiceContext } from '@/server/platform/context';
import { newId } from '@/server/platform/ids';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { chooseAmongModels, type HistoryRow, type ModelChoice, shownHoldout } from './domain/candidates';
import { expectedTotalSpend, modelSpend } from './domain/spend';
import { forecastValue } from './forecast';
import { holdoutWeeks, purchaseHistories, repeatSpend } from './histories.ch';
import type { ClvReport, ClvRun, FitClvInput } from './schemas';

interface Loaded {
  histories: HistoryRow[];
  weeks: { week: number; purchases: number; spent_minor: number }[];
  spend: { purchases: number; total_minor: number; is_unknown: number; customers: number }[];
  /** Length of the holdout, undefined without one. */
  horizonWeeks: number | undefined;
  /** Minor units in one unit of the currency. */
  unit: number;
}

/** Fits the purchase and spend models to the days of calibration, back-tests them, and keeps the run. */
export async function fitClv(ctx: ServiceContext, input: FitClvInput): Promise<ClvRun> {
  requirePermission(ctx, 'clv:run');
  const loaded = await load(ctx, input);
  const { histories, weeks, horizonWeeks } = loaded;
  const choice = chooseAmongModels(
    histories,
    horizonWeeks === undefined ? undefined : { weeks: horizonWeeks, byWeek: weeks },
  );
  const report = await complete(ctx, input, { loaded, choice });
  return keep(ctx, input, report);
}

async function load(ctx: ServiceContext, { calibrateUntil, holdoutUntil }: FitClvInput): Promise<Loaded> {
  const calibrated = dayNumberOf(calibrateUntil);
  const until = dayNumberOf(holdoutUntil ?? calibrateUntil);
  const [histories, weeks, spend] = await Promise.all([
    ctx.ch.run(purchaseHistories, { calibrated, until }),
    ctx.ch.run(holdoutWeeks, { calibrated, until }),
    ctx.ch.run(repeatSpend, { until: calibrated }),
  ]);
  const horizonWeeks = holdoutUntil === undefined ? undefined : (until - calibrated) / 7;
  return { histories, weeks, spend, horizonWeeks, unit: 10 ** (minorDigitsOf(ctx.workspace.currency) ?? 2) };
}

async function complete(
  ctx: ServiceContext,
  input: FitClvInput,
  { loaded, choice }: { loaded: Loaded; choice: ModelChoice },
): Promise<ClvReport> {
  const { histories, weeks, spend, horizonWeeks, unit } = loaded;
  const { best, ...shown } = choice;
  const spendModel = modelSpend(spend, unit);
  const passed = shown.gates.every(({ ok }) => ok);
  const forecast =
    best && passed
      ? await forecastValue(ctx, {
          model: best.fit.model,
          until: input.holdoutUntil ?? input.calibrateUntil,
          horizonWeeks: input.horizonWeeks,
          spendParams: spendModel.params,
          unit,
        })
      : null;
  const actual = weeks.reduce((sum, week) => sum + week.spent_minor, 0) / unit;
  const predicted =
    best && spendModel.params && horizonWeeks !== undefined
      ? expectedTotalSpend(best.fit, spendModel.params, histories, { horizonWeeks, unit })
      : null;
  const holdout =
    best && horizonWeeks !== undefined
      ? shownHoldout(best, horizonWeeks, { predicted, actual: predicted === null ? null : actual })
      : null;
  return { ...shown, spend: spendModel.shown, holdout, forecast };
}

async function keep(ctx: ServiceContext, input: FitClvInput, report: ClvReport): Promise<ClvRun> {
  const run = { id: newId(ctx), startedBy: actorName(ctx.actor), createdAt: dateOf(ctx.clock) };
  await withWorkspace(ctx, async (tx) => {
    const [mark] = await tx.select({ block: pipelines.lastBlock }).from(pipelines).where(inWorkspace(ctx, pipelines));
    await tx.insert(modelRuns).values({
      ...run,
      workspaceId: ctx.workspace.id,
      kind: 'clv',
      input,
      result: report,
      visibleBlock: mark?.block ?? 0,
    });
    await audit(tx, ctx, { verb: 'clv.fit', subject: `model_run:${run.id}`, fields: Object.keys(input) });
  });
  return { ...run, input, ...report };
}
