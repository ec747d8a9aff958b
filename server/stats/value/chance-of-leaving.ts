import { type Answer, refuse, requireRange } from '../answer';
import { btydModels, type FittedModel, type History } from '../btyd';
import { normalUpperQuantile } from '../special';
import { deltaVariance } from './delta-variance';

export interface ChanceOfLeaving {
  /** P(still a customer now), in [0, 1]. */
  readonly pAlive: number;
  /** P(a customer now and stops within the horizon), in [0, 1]. */
  readonly chance: number;
  /** Its interval from not knowing the parameters, where enough customers stand behind the fit. */
  readonly interval: Answer<{ readonly ciLow: number; readonly ciHigh: number }, 'too_few_customers'>;
  /** Expected purchases over the horizon if a customer now. */
  readonly purchasesIfAlive: number;
}

/** From here on the interval's coverage lies in its band for every model with dropout. */
export const CUSTOMERS_NEEDED = 3000;

/**
 * The chance that a customer without a contract leaves within the horizon: P(alive) × P(drops out | alive).
 * Inputs: a fit, one history in weeks, the horizon in weeks, the level. Returns probabilities and purchases; the
 * interval holds the chance that the true parameters give to this history with probability `level`.
 * Assumes the model; under NBD nobody leaves, so the chance and its interval are 0. Needs a fit past the gates.
 * Fails: the interval is refused, `too_few_customers`, under CUSTOMERS_NEEDED: with 1,000 it covers .88 of the time for
 * MBG/NBD after one repeat purchase; RangeError unless horizon > 0 and 0 < level < 1.
 * Numerics: delta method on the logit, by central differences in the log-parameters.
 * Checked against: the factors of valueAtRisk; coverage in tests/calibration/value/chance-of-leaving.test.ts.
 */
export function chanceOfLeaving(
  fit: Pick<FittedModel, 'model' | 'params' | 'logCovariance' | 'customers'>,
  history: History,
  horizonWeeks: number,
  level = 0.95,
): ChanceOfLeaving {
  requireRange(horizonWeeks > 0 && level > 0 && level < 1, 'needs a horizon > 0 and 0 < level < 1');
  const { pAlive: alive, dropoutProbability, expectedPurchases } = btydModels[fit.model];
  const chanceAt = (params: readonly number[]) =>
    alive(params, history) * dropoutProbability(params, history, horizonWeeks);
  const pAlive = alive(fit.params, history);
  const chance = chanceAt(fit.params);
  const purchasesIfAlive = pAlive > 0 ? expectedPurchases(fit.params, history, horizonWeeks) / pAlive : 0;
  return { pAlive, chance, interval: intervalOf(), purchasesIfAlive };

  function intervalOf(): ChanceOfLeaving['interval'] {
    if (fit.customers < CUSTOMERS_NEEDED) return refuse('too_few_customers', fit.customers, CUSTOMERS_NEEDED);
    if (!(chance > 0 && chance < 1)) return { ok: true, ciLow: chance, ciHigh: chance };
    const variance = deltaVariance(fit, (params) => logit(chanceAt(params)));
    const half = normalUpperQuantile((1 - level) / 2) * Math.sqrt(variance);
    return { ok: true, ciLow: back(logit(chance) - half), ciHigh: back(logit(chance) + half) };
  }
}

const logit = (p: number) => Math.log(p) - Math.log1p(-p);
const back = (x: number) => 1 / (1 + Math.exp(-x));
