import { type Answer, refuse, requireRange } from '../answer';
import { btydModels, type FittedModel, type Rfx } from '../btyd';
import { normalUpperQuantile } from '../special';
import { CUSTOMERS_NEEDED } from './chance-of-leaving';
import { deltaVariance } from './delta-variance';

export interface TotalAtRisk {
  /** Σ value at risk of all customers who are not lost, in the unit of `worth`. */
  readonly total: number;
  readonly interval: Answer<{ readonly ciLow: number; readonly ciHigh: number }, 'too_few_customers'>;
}

const LOST_BELOW = 0.1;

/**
 * Value at risk of all customers together within the horizon: Σ P(drops | alive) × E[purchases] × worth, lost ones out.
 * Inputs: a fit; grouped histories (their counts are not used); `worth`, one entry a group: what a purchase of all its
 * customers together is expected to bring, in money; the horizon in weeks; the level.
 * Returns money; the interval holds the total that the true parameters give with probability `level`.
 * Assumes the model is right and worth is known; who is lost is decided at the estimate. Needs a fit past the gates.
 * Fails: the interval as that of chanceOfLeaving; RangeError on a horizon or level that cannot be, or another number of entries.
 * Numerics: delta method on the log of the total, by central differences in the log-parameters.
 * Checked against: the sum of valueAtRisk; coverage in tests/calibration/value/chance-of-leaving.test.ts.
 */
export function totalAtRisk(
  fit: Pick<FittedModel, 'model' | 'params' | 'logCovariance' | 'customers'>,
  { stats, worth }: { stats: Rfx; worth: Float64Array },
  horizonWeeks: number,
  level = 0.95,
): TotalAtRisk {
  requireRange(horizonWeeks > 0 && level > 0 && level < 1, 'needs a horizon > 0 and 0 < level < 1');
  requireRange(worth.length === stats.x.length, 'needs a worth for every group');
  const { pAlive, dropoutProbability, expectedPurchases } = btydModels[fit.model];
  const groups = Array.from(worth, (value, i) => ({
    value,
    history: { x: stats.x[i] as number, tx: stats.tx[i] as number, T: stats.T[i] as number },
  })).filter(({ history }) => pAlive(fit.params, history) >= LOST_BELOW);
  const totalAt = (params: readonly number[]) =>
    groups.reduce(
      (sum, { value, history }) =>
        sum +
        dropoutProbability(params, history, horizonWeeks) * expectedPurchases(params, history, horizonWeeks) * value,
      0,
    );
  const total = totalAt(fit.params);
  if (fit.customers < CUSTOMERS_NEEDED)
    return { total, interval: refuse('too_few_customers', fit.customers, CUSTOMERS_NEEDED) };
  if (!(total > 0)) return { total, interval: { ok: true, ciLow: total, ciHigh: total } };
  const variance = deltaVariance(fit, (params) => Math.log(totalAt(params)));
  const spread = Math.exp(normalUpperQuantile((1 - level) / 2) * Math.sqrt(variance));
  return { total, interval: { ok: true, ciLow: total / spread, ciHigh: total * spread } };
}
