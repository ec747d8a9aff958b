import { btydModels, type FittedModel } from '@/server/stats/btyd';
import { expectedSpend, fitGammaGamma, purchaseSpendCorrelation, type SpendStats } from '@/server/stats/spend';
import type { ClvSpend } from '../schemas';
import type { HistoryRow } from './candidates';

export interface SpendRow {
  purchases: number;
  total_minor: number;
  is_unknown: number;
  customers: number;
}

export interface SpendModel {
  shown: ClvSpend;
  /** Parameters in units of the currency, where spend could be modelled. */
  params: readonly number[] | undefined;
}

const parameterNames = ['p', 'q', 'v'];
const countOf = (rows: readonly SpendRow[]) => rows.reduce((sum, { customers }) => sum + customers, 0);

/** Gamma-Gamma over the mean repeat purchase of every customer whose amounts are known. `unit` is minor units in one unit. */
export function modelSpend(rows: readonly SpendRow[], unit: number): SpendModel {
  const unknown = countOf(rows.filter(({ is_unknown }) => is_unknown === 1));
  const known = rows.filter(({ is_unknown, total_minor }) => is_unknown === 0 && total_minor > 0);
  const spenders = countOf(known);
  const nothing = {
    params: {},
    logLik: null,
    correlation: null,
    correlationInterval: null,
    populationMean: null,
    spenders,
    unknown,
  };
  if (spenders === 0 && unknown > 0)
    return { shown: { ...nothing, ok: false, reason: 'no_amounts', have: 0, need: 1 }, params: undefined };
  const stats: SpendStats = {
    purchases: Float64Array.from(known, ({ purchases }) => purchases),
    meanAmount: Float64Array.from(known, ({ total_minor, purchases }) => total_minor / purchases / unit),
    count: Float64Array.from(known, ({ customers }) => customers),
  };
  const fit = fitGammaGamma(stats);
  const correlation = purchaseSpendCorrelation(stats);
  const related = correlation.ok
    ? {
        correlation: correlation.correlation,
        correlationInterval: { low: correlation.ciLow, high: correlation.ciHigh },
      }
    : {};
  if (!fit.ok) {
    const { reason, have, need } = fit;
    return { shown: { ...nothing, ...related, ok: false, reason, have, need }, params: undefined };
  }
  const shown = {
    ...nothing,
    ...related,
    ok: true,
    params: Object.fromEntries(fit.params.map((value, i) => [parameterNames[i] ?? `p${i}`, value])),
    logLik: fit.logLik,
    populationMean: fit.populationMean,
  };
  return { shown, params: fit.params };
}

/**
 * Expected spend of all customers over a horizon in units of the currency: Σ expected purchases × expected amount. The
 * amount is linear in what a customer spent so far, so the sum over customers with one history needs their total only.
 */
export function expectedTotalSpend(
  fit: Pick<FittedModel, 'model' | 'params'>,
  spendParams: readonly number[],
  rows: readonly HistoryRow[],
  { horizonWeeks, unit }: { horizonWeeks: number; unit: number },
): number {
  const model = btydModels[fit.model];
  let total = 0;
  for (const { x, tx, t, customers, repeat_minor } of rows) {
    const purchases = model.expectedPurchases(fit.params, { x, tx: tx / 7, T: t / 7 }, horizonWeeks);
    const mean = x === 0 ? 0 : repeat_minor / customers / x / unit;
    total += customers * purchases * expectedSpend(spendParams, x, mean);
  }
  return total;
}
