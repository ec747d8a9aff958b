import { type ProfileInterval, profileIntervals } from '../optimise';
import { normalUpperQuantile } from '../special';
import { coarsen } from './coarsen';
import { btydModels } from './models';
import type { FittedModel, Rfx } from './types';

const COARSE_GROUPS = 2000;
/** Below this standard error of every log-parameter the likelihood is a parabola and profiling it adds nothing. */
const QUADRATIC = 0.05;

/**
 * 95 % intervals of the parameters of a fit, by profile likelihood, in the order of the model's `parameterNames`.
 * Inputs: a fit and the grouped histories it was fitted to. Returns one answer a parameter (see profileIntervals).
 * Fails: `open_interval` for a parameter that the data bound on one side only.
 * Numerics: on coarsened statistics above 2,000 groups, around the estimate from all of them; where every standard
 * error is below .05 (a million customers) the two kinds of interval agree and Wald's is returned.
 * Checked against: coverage in tests/calibration/btyd/predict-total.test.ts.
 */
export function parameterIntervals(fit: FittedModel, stats: Rfx): ProfileInterval[] {
  const standardErrors = fit.logCovariance.map((row, i) => Math.sqrt(row[i] ?? 0));
  if (Math.max(...standardErrors) < QUADRATIC) {
    const z = normalUpperQuantile(0.025);
    return fit.params.map((value, i) => {
      const spread = Math.exp(z * (standardErrors[i] ?? 0));
      return { ok: true, ciLow: value / spread, ciHigh: value * spread };
    });
  }
  const coarse = coarsen(stats, COARSE_GROUPS);
  return profileIntervals({
    objective: btydModels[fit.model].objective(coarse),
    theta: Float64Array.from(fit.params, Math.log),
    standardErrors,
    units: fit.customers,
    level: 0.95,
  });
}
