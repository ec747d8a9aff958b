import {
  btydModels,
  type BtydName,
  type FittedModel,
  groupHistories,
  namedParameters,
  pAliveAll,
  predictTotal,
  totalOver,
} from '@/server/stats/btyd';
import { expectedSpend } from '@/server/stats/spend';
import type { ClvForecast } from '../schemas';
import { isDoubtfulOfOneTimeBuyers } from './candidates';
import { spreadOf, type ValuedCustomers } from './spread';

export interface ForecastOptions {
  model: BtydName;
  /** Last day that is known; the horizon begins with the next. */
  until: string;
  horizonWeeks: number;
  spendParams: readonly number[] | undefined;
  /** Minor units in one unit of the currency. */
  unit: number;
}

/**
 * Histories in their order with what the repeat purchases of one such customer cost, a column each: tx and T in weeks,
 * money in minor units. There may be as many as customers.
 */
export interface ValuedHistories {
  x: Float64Array;
  tx: Float64Array;
  T: Float64Array;
  repeatMinor: Float64Array;
  customers: Float64Array;
}

/** Fits the chosen model to all days and says what its customers are expected to buy; null where it no longer fits. */
export function forecastValue(valued: ValuedHistories, options: ForecastOptions): ClvForecast | null {
  const stats = groupHistories({ x: valued.x, tx: valued.tx, T: valued.T, count: valued.customers });
  const model = btydModels[options.model];
  const fit = model.fit(stats);
  if (!fit.ok) return null;
  const { expected, ciLow: low, ciHigh: high } = predictTotal(fit, stats, options.horizonWeeks);
  const customers = valued.customers.reduce((sum, count) => sum + count, 0);
  const alive = isDoubtfulOfOneTimeBuyers(fit.model)
    ? totalOver(stats, pAliveAll(model, fit.params, stats)) / customers
    : null;
  const { spendParams } = options;
  const spread = spendParams && spreadOf(valueOf(fit, valued, { ...options, spendParams }));
  return {
    from: options.until,
    horizonWeeks: options.horizonWeeks,
    customers,
    params: namedParameters(fit.model, fit.params),
    purchases: { expected, low, high },
    alive,
    ...(spread && {
      // Spend per purchase is taken as expected: its own uncertainty is small beside that of the purchases.
      value: { ...spread, totalLow: (spread.total * low) / expected, totalHigh: (spread.total * high) / expected },
    }),
  };
}

function valueOf(
  fit: FittedModel,
  valued: ValuedHistories,
  { spendParams, horizonWeeks, unit }: { spendParams: readonly number[]; horizonWeeks: number; unit: number },
): ValuedCustomers[] {
  const model = btydModels[fit.model];
  let last = { x: -1, tx: -1, T: -1 };
  let purchases = 0;
  return Array.from(valued.customers, (customers, i) => {
    const row = { x: valued.x[i] ?? 0, tx: valued.tx[i] ?? 0, T: valued.T[i] ?? 0 };
    // Rows come in the order of their histories, so customers who differ in spend only share one evaluation.
    if (last.x !== row.x || last.tx !== row.tx || last.T !== row.T)
      purchases = model.expectedPurchases(fit.params, row, horizonWeeks);
    last = row;
    const mean = row.x === 0 ? 0 : (valued.repeatMinor[i] ?? 0) / row.x / unit;
    return { value: purchases * expectedSpend(spendParams, row.x, mean), customers };
  });
}
