import { dayNumberOf } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
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
import { isDoubtfulOfOneTimeBuyers } from './domain/candidates';
import { spreadOf, type ValuedCustomers } from './domain/spread';
import { valuedHistories } from './histories.ch';
import type { ClvForecast } from './schemas';

export interface ForecastOptions {
  model: BtydName;
  /** Last day that is known; the horizon begins with the next. */
  until: string;
  horizonWeeks: number;
  spendParams: readonly number[] | undefined;
  /** Minor units in one unit of the currency. */
  unit: number;
}

interface ValuedRow {
  x: number;
  tx: number;
  T: number;
  repeatMinor: number;
  customers: number;
}

/** Fits the chosen model to all days and says what its customers are expected to buy; null where it no longer fits. */
export async function forecastValue(ctx: ServiceContext, options: ForecastOptions): Promise<ClvForecast | null> {
  const rows: ValuedRow[] = [];
  for await (const row of ctx.ch.stream(valuedHistories, { until: dayNumberOf(options.until) })) {
    const { x, tx, t, repeat_minor: repeatMinor, customers } = row;
    rows.push({ x, tx: tx / 7, T: t / 7, repeatMinor, customers });
  }
  const stats = groupHistories({
    x: Float64Array.from(rows, ({ x }) => x),
    tx: Float64Array.from(rows, ({ tx }) => tx),
    T: Float64Array.from(rows, ({ T }) => T),
    count: Float64Array.from(rows, ({ customers }) => customers),
  });
  const model = btydModels[options.model];
  const fit = model.fit(stats);
  if (!fit.ok) return null;
  const { expected, ciLow: low, ciHigh: high } = predictTotal(fit, stats, options.horizonWeeks);
  const customers = rows.reduce((sum, row) => sum + row.customers, 0);
  const alive = isDoubtfulOfOneTimeBuyers(fit.model)
    ? totalOver(stats, pAliveAll(model, fit.params, stats)) / customers
    : null;
  const valued = options.spendParams && valueOf(fit, rows, { ...options, spendParams: options.spendParams });
  const spread = valued && spreadOf(valued);
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
  rows: readonly ValuedRow[],
  { spendParams, horizonWeeks, unit }: { spendParams: readonly number[]; horizonWeeks: number; unit: number },
): ValuedCustomers[] {
  const model = btydModels[fit.model];
  let last: ValuedRow | undefined;
  let purchases = 0;
  return rows.map((row) => {
    // Rows come in the order of their histories, so customers who differ in spend only share one evaluation.
    if (!last || last.x !== row.x || last.tx !== row.tx || last.T !== row.T)
      purchases = model.expectedPurchases(fit.params, row, horizonWeeks);
    last = row;
    const mean = row.x === 0 ? 0 : row.repeatMinor / row.x / unit;
    return { value: purchases * expectedSpend(spendParams, row.x, mean), customers: row.customers };
  });
}
