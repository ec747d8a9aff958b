import {
  type BtydName,
  btydModels,
  chooseModel,
  evaluateHoldout,
  type FitResult,
  type FittedModel,
  gates,
  groupHistories,
  type Holdout,
  type HoldoutResult,
  namedParameters,
  parameterIntervals,
  predictTotal,
  type Rfx,
  totalsOf,
} from '@/server/stats/btyd';
import type { ClvCandidate, ClvHoldout, ClvReport } from '../schemas';

export interface HistoryRow {
  x: number;
  /** Days. */
  tx: number;
  t: number;
  /** Purchase days in the holdout. */
  y: number;
  customers: number;
  repeat_minor: number;
}

export interface HoldoutInput {
  weeks: number;
  /** Purchases in each holdout week from 0; weeks without one may be missing. */
  byWeek: readonly { week: number; purchases: number }[];
}

const column = (rows: readonly HistoryRow[], read: (row: HistoryRow) => number) => Float64Array.from(rows, read);

/** Histories in weeks, as server/stats takes them; rows that differ in the holdout only are one. */
export const historiesOf = (rows: readonly Omit<HistoryRow, 'y'>[]): Rfx =>
  groupHistories({
    x: Float64Array.from(rows, ({ x }) => x),
    tx: Float64Array.from(rows, ({ tx }) => tx / 7),
    T: Float64Array.from(rows, ({ t }) => t / 7),
    count: Float64Array.from(rows, ({ customers }) => customers),
  });

function holdoutOf(rows: readonly HistoryRow[], { weeks, byWeek }: HoldoutInput): Holdout {
  const cumulativeActual = new Float64Array(Math.floor(weeks));
  for (const { week, purchases } of byWeek)
    for (let i = week; i < cumulativeActual.length; i += 1)
      cumulativeActual[i] = (cumulativeActual[i] ?? 0) + purchases;
  return {
    histories: {
      x: column(rows, ({ x }) => x),
      tx: column(rows, ({ tx }) => tx / 7),
      T: column(rows, ({ t }) => t / 7),
      count: column(rows, ({ customers }) => customers),
      actual: column(rows, ({ y }) => y),
    },
    horizonWeeks: weeks,
    cumulativeActual,
  };
}

interface Tried {
  fit: FitResult;
  holdout?: HoldoutResult;
}

export interface ModelChoice
  extends Pick<ClvReport, 'chosen' | 'why' | 'candidates' | 'gates' | 'customers' | 'repeaters'> {
  /** The chosen fit with its histories and back-test, where there is one. */
  best: { fit: FittedModel; stats: Rfx; holdout?: HoldoutResult } | undefined;
}

/** Fits every purchase model, back-tests each on the holdout and picks one as `chooseModel` does. */
export function chooseAmongModels(
  rows: readonly HistoryRow[],
  holdoutInput: HoldoutInput | undefined,
  onModel: (index: number) => void = () => {},
): ModelChoice {
  const stats = historiesOf(rows);
  const totals = totalsOf(stats);
  const holdout = holdoutInput && holdoutOf(rows, holdoutInput);
  const tried = Object.values(btydModels).map((model, index) => {
    onModel(index);
    const fit = model.fit(stats);
    const one: Tried = fit.ok && holdout ? { fit, holdout: evaluateHoldout(fit.model, fit.params, holdout) } : { fit };
    return { ...one, candidate: candidateOf(one, stats) };
  });
  const choice = chooseModel(tried);
  const best = choice.ok ? tried.find(({ fit }) => fit.model === choice.chosen) : undefined;
  return {
    chosen: choice.ok ? choice.chosen : null,
    why: choice.ok ? choice.why : 'No purchase model could be fitted to these data.',
    candidates: tried.map(({ candidate }) => candidate),
    gates: gates(totals).map((gate) => ({ ...gate })),
    customers: totals.customers,
    repeaters: totals.repeaters,
    best: best?.fit.ok ? { fit: best.fit, stats, ...(best.holdout && { holdout: best.holdout }) } : undefined,
  };
}

function candidateOf({ fit, holdout }: Tried, stats: Rfx): ClvCandidate {
  if (!fit.ok) {
    const { model, reason, have, need } = fit;
    return { model, ok: false, reason, have, need, params: {}, intervals: {}, logLik: null, bic: null };
  }
  const { model, params, logLik, bic } = fit;
  const names = btydModels[model].parameterNames;
  const found = parameterIntervals(fit, stats);
  const intervals = (found.ok ? found.intervals : []).map(({ ciLow, ciHigh }, i) => {
    const high = Number.isFinite(ciHigh) ? ciHigh : null;
    return [names[i] ?? `p${i}`, { low: ciLow, high }] as const;
  });
  const tested = holdout && {
    predicted: holdout.predicted,
    actual: holdout.actual,
    mae: holdout.mae,
    meanWeeklyError: holdout.meanWeeklyError,
  };
  return {
    model,
    ok: true,
    params: namedParameters(model, params),
    intervals: Object.fromEntries(intervals),
    logLik,
    bic,
    ...(tested && { holdout: tested }),
  };
}

/** The chosen model's back-test as it is shown, with the prediction interval of its total. */
export function shownHoldout(
  best: NonNullable<ModelChoice['best']>,
  horizonWeeks: number,
  spend: { predicted: number | null; actual: number | null },
): ClvHoldout | null {
  const { fit, stats, holdout } = best;
  if (!holdout) return null;
  const interval = predictTotal(fit, stats, horizonWeeks);
  return {
    predicted: holdout.predicted,
    actual: holdout.actual,
    predictedLow: interval.ciLow,
    predictedHigh: interval.ciHigh,
    predictedSpend: spend.predicted,
    actualSpend: spend.actual,
    mae: holdout.mae,
    weeks: horizonWeeks,
    byFrequency: holdout.byFrequency.map((row) => ({ ...row })),
    weekly: holdout.weekly.map((row) => ({ ...row })),
  };
}

export const isDoubtfulOfOneTimeBuyers = (model: BtydName): boolean => model === 'mbgnbd' || model === 'paretonbd';
