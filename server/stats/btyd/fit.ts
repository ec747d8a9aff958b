import { refuse } from '../answer';
import { maximumLikelihood } from '../optimise';
import { coarsen } from './coarsen';
import { totalsOf } from './group';
import type { BtydLikelihood, FitResult, Rfx } from './types';

const COARSE_GROUPS = 5000;

/** Starting values on the scale of the data; needs at least one repeat purchase. */
export function startingRate(stats: Rfx): { logR: number; logAlpha: number; meanWeeks: number } {
  const { customers, repeatPurchases, weeksObserved } = totalsOf(stats);
  const r = 0.5;
  return {
    logR: Math.log(r),
    logAlpha: Math.log((0.5 * r * weeksObserved) / repeatPurchases),
    meanWeeks: weeksObserved / customers,
  };
}

/** Dropout parameters (third and fourth) moved to a longer and a shorter life, for a second and third attempt. */
function startsOf(likelihood: BtydLikelihood, stats: Rfx): Float64Array[] {
  const first = likelihood.start(stats);
  if (first.length < 4) return [first];
  return [0, 1.5, -1.5].map((shift) => first.map((v, i) => (i < 2 ? v : v + (i === 2 ? -shift : shift))));
}

/**
 * Fits any BTYD model by maximum likelihood.
 * Inputs: the model's likelihood; grouped histories in weeks (see groupHistories).
 * Returns a FittedModel, or a RefusedFit whose reason is `no_customers`, `no_repeat_purchases` (have and need are
 * purchases), `no_interior_maximum` or `not_converged` (see maximumLikelihood).
 * Numerics: above 5,000 distinct histories the search starts from, and the curvature comes from, coarsened
 * statistics; the optimum uses all of them. Checked against: tests/golden/btyd.json and cdnow-sample.json.
 */
export function fitByLikelihood(likelihood: BtydLikelihood, stats: Rfx): FitResult {
  const model = likelihood.name;
  const { customers, repeatPurchases } = totalsOf(stats);
  if (customers === 0) return { ...refuse('no_customers', 0, 1), model };
  if (repeatPurchases === 0) return { ...refuse('no_repeat_purchases', 0, 1), model };
  const merged = coarsen(stats, COARSE_GROUPS);
  const objective = likelihood.objective(stats);
  const coarse = merged === stats ? objective : likelihood.objective(merged);
  const found = maximumLikelihood({ objective, coarse, starts: startsOf(likelihood, stats), units: customers });
  return found.ok ? { ...found, model, customers } : { ...found, model };
}
