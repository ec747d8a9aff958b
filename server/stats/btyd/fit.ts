import { refuse } from '../answer';
import { type Curvature, curvatureAt, type Minimum, minimise } from '../optimise';
import { coarsen } from './coarsen';
import { totalsOf } from './group';
import type { BtydLikelihood, FitReason, FitResult, RefusedFit, Rfx } from './types';

/** Log-parameters outside ±25 (7e10) are a run-away, whatever the gradient says. */
const BOUND = 25;
/** A direction of the log-parameters counts as determined when its standard error is at most this (a factor of 20). */
const DETERMINED = 3;
const COARSE_GROUPS = 5000;
const SETTLED_GRADIENT = 1e-5;

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

interface Search {
  readonly minimum: Minimum;
  readonly curvature: Curvature;
  /** How many of the parameters (eigen-directions of the curvature) the data determine. */
  readonly determined: number;
}

function search(likelihood: BtydLikelihood, stats: Rfx, coarse: Rfx, start: Float64Array): Search {
  const { customers } = totalsOf(stats);
  let minimum = minimise(likelihood.objective(coarse), start, { bound: BOUND });
  if (coarse !== stats) minimum = minimise(likelihood.objective(stats), minimum.theta, { bound: BOUND });
  const curvature = curvatureAt(likelihood.objective(coarse), minimum.theta);
  const least = 1 / (customers * DETERMINED ** 2);
  const determined = curvature.eigenvalues.filter((value) => value >= least).length;
  return { minimum, curvature, determined };
}

/** Dropout parameters (third and fourth) moved to a longer and a shorter life, for a second and third attempt. */
function starts(likelihood: BtydLikelihood, stats: Rfx): Float64Array[] {
  const first = likelihood.start(stats);
  if (first.length < 4) return [first];
  return [0, 1.5, -1.5].map((shift) => first.map((v, i) => (i >= 2 ? v + shift * (i === 2 ? -1 : 1) : v)));
}

function reasonOf({ minimum, determined }: Search): FitReason | null {
  if (determined < minimum.theta.length || minimum.stop === 'out_of_bounds') return 'no_interior_maximum';
  return minimum.gradientNorm <= SETTLED_GRADIENT ? null : 'not_converged';
}

/**
 * Maximum likelihood for any BTYD model, over log-parameters.
 * Inputs: the model's likelihood; grouped histories in weeks (see groupHistories).
 * Returns a FittedModel, or a RefusedFit whose reason is: `no_customers`; `no_repeat_purchases` (have and need are
 * purchases); `no_interior_maximum`: the surface is a ridge and parameters run away (have and need count the
 * parameters that the data determine, a standard error of at most 3 on the log scale); `not_converged`.
 * Assumes one interior maximum; three starts are tried before refusing.
 * Numerics: BFGS with analytic gradients to |g| < 1e-7 of the mean log-likelihood; above 5,000 distinct histories
 * the search starts from, and the curvature comes from, coarsened statistics; the optimum uses all of them.
 * Checked against: every fit in tests/golden/btyd.json and cdnow-sample.json.
 */
export function fitByLikelihood(likelihood: BtydLikelihood, stats: Rfx): FitResult {
  const model = likelihood.name;
  const { customers, repeatPurchases } = totalsOf(stats);
  if (customers === 0) return { ...refuse('no_customers', 0, 1), model };
  if (repeatPurchases === 0) return { ...refuse('no_repeat_purchases', 0, 1), model };
  const coarse = coarsen(stats, COARSE_GROUPS);
  let refusal: RefusedFit | null = null;
  for (const start of starts(likelihood, stats)) {
    const found = search(likelihood, stats, coarse, start);
    const { minimum, curvature, determined } = found;
    const reason = reasonOf(found);
    const logLik = -minimum.value * customers;
    const d = minimum.theta.length;
    const reached = { params: Array.from(minimum.theta, Math.exp), logLik, bic: d * Math.log(customers) - 2 * logLik };
    if (reason === null && curvature.inverse !== null) {
      const logCovariance = curvature.inverse.map((row) => row.map((v) => v / customers));
      const { iterations, gradientNorm } = minimum;
      return { ok: true, model, ...reached, customers, logCovariance, iterations, gradientNorm };
    }
    refusal ??= { ...refuse(reason ?? 'no_interior_maximum', determined, d), model, stoppedAt: reached };
  }
  return refusal ?? { ...refuse('not_converged', 0, 1), model };
}
