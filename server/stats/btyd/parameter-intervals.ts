import { type ProfileInterval, profileIntervals } from '../optimise';
import { coarsen } from './coarsen';
import { btydModels } from './models';
import type { FittedModel, Rfx } from './types';

const COARSE_GROUPS = 2000;

/**
 * 95 % intervals of the parameters of a fit, by profile likelihood, in the order of the model's `parameterNames`.
 * Inputs: a fit and the grouped histories it was fitted to. Returns one answer a parameter (see profileIntervals).
 * Fails: `open_interval` for a parameter that the data bound on one side only.
 * Numerics: on coarsened statistics above 2,000 groups, around the estimate from all of them.
 * Checked against: coverage in tests/calibration/btyd/predict-total.test.ts.
 */
export function parameterIntervals(fit: FittedModel, stats: Rfx): ProfileInterval[] {
  const coarse = coarsen(stats, COARSE_GROUPS);
  return profileIntervals({
    objective: btydModels[fit.model].objective(coarse),
    theta: Float64Array.from(fit.params, Math.log),
    standardErrors: fit.logCovariance.map((row, i) => Math.sqrt(row[i] ?? 0)),
    units: fit.customers,
    level: 0.95,
  });
}
