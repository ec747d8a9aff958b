import { type Answer, refuse } from '../answer';
import { meanOf, type Moments, varianceOf } from '../moments';
import { compareMeans, type MeanContrast } from './welch';

/** A metric y and a covariate x measured before assignment, over the units of one arm. */
export interface PairedMoments {
  readonly metric: Moments;
  readonly covariate: Moments;
  /** Σ x y. */
  readonly productSum: number;
}

export interface CupedContrast extends MeanContrast {
  /** The slope of y on x over both arms together. */
  readonly theta: number;
  /** Share of the variance of the difference that the covariate removes; below .01 say "no gain". */
  readonly varianceReduction: number;
}

const covarianceOf = ({ metric, covariate, productSum }: PairedMoments): number =>
  (productSum - (metric.sum * covariate.sum) / metric.n) / (metric.n - 1);

const addMoments = (a: Moments, b: Moments): Moments => ({
  n: a.n + b.n,
  sum: a.sum + b.sum,
  sumSquares: a.sumSquares + b.sumSquares,
});

/** The moments of y − theta (x − centre). */
function adjusted(arm: PairedMoments, theta: number, centre: number): Moments {
  const { n } = arm.metric;
  const mean = meanOf(arm.metric) - theta * (meanOf(arm.covariate) - centre);
  const variance = varianceOf(arm.metric) + theta * theta * varianceOf(arm.covariate) - 2 * theta * covarianceOf(arm);
  return { n, sum: n * mean, sumSquares: (n - 1) * Math.max(0, variance) + n * mean * mean };
}

/**
 * CUPED: the difference of means after taking out what a pre-assignment covariate explains.
 * Inputs: PairedMoments of both arms; level. Returns Welch's contrast of the adjusted metric.
 * Assumes the covariate was fixed before assignment (else the estimate is biased).
 * Fails: as compareMeans; `covariate_constant` when the covariate never varies (have 0, need 1).
 * Numerics: everything from sums. Source: Deng, Xu, Kohavi, Walker (2013). Checked against: hillstrom.json.
 */
export function cupedContrast(
  control: PairedMoments,
  treatment: PairedMoments,
  level = 0.95,
): Answer<CupedContrast, 'too_few_units' | 'no_variation' | 'covariate_constant'> {
  const smaller = Math.min(control.metric.n, treatment.metric.n);
  if (smaller < 2) return refuse('too_few_units', smaller, 2);
  const both: PairedMoments = {
    metric: addMoments(control.metric, treatment.metric),
    covariate: addMoments(control.covariate, treatment.covariate),
    productSum: control.productSum + treatment.productSum,
  };
  const spread = varianceOf(both.covariate);
  if (spread === 0) return refuse('covariate_constant', 0, 1);
  const theta = covarianceOf(both) / spread;
  const centre = meanOf(both.covariate);
  const plain = compareMeans(control.metric, treatment.metric, level);
  if (!plain.ok) return plain;
  const contrast = compareMeans(adjusted(control, theta, centre), adjusted(treatment, theta, centre), level);
  if (!contrast.ok) return contrast;
  return { ...contrast, theta, varianceReduction: 1 - (contrast.standardError / plain.standardError) ** 2 };
}
