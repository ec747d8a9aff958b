import { type Answer, refuse, requireRange } from '../answer';
import { meanOf, type Moments, thirdMomentOf, varianceOf } from '../moments';
import { studentUpperQuantile } from '../special';

export interface MeanEstimate {
  /** In the unit of the values. */
  readonly mean: number;
  readonly ciLow: number;
  readonly ciHigh: number;
}

const LEAST_UNITS = 400;
const LARGEST_SKEW = 0.4;

export type MeanReason = 'too_few_units' | 'skewness_unknown' | 'too_skewed' | 'no_variation';

/** The adjusted sample skewness G₁. */
function skewnessOf(moments: Moments, third: number): number {
  const { n } = moments;
  return (third * n * n) / ((n - 1) * (n - 2) * varianceOf(moments) ** 1.5);
}

/**
 * Where meanInterval keeps its word. Returns ok, or `too_few_units` (400), `skewness_unknown` (no Σx³),
 * `no_variation`, `too_skewed` (skewness / √n above .4; have and need are units at this skewness).
 * Measured over 12,000 samples of 400: coverage .951 exponential, .950 spend with 20 % buyers, .943 with 5 %, .942
 * lognormal σ 1 (.946 at 1,000). A lognormal σ 1.5, whose tail a sample hides, is covered .93 only.
 */
export function meanRegion(moments: Moments): Answer<object, MeanReason> {
  const { n } = moments;
  if (n < LEAST_UNITS) return refuse('too_few_units', n, LEAST_UNITS);
  const third = thirdMomentOf(moments);
  if (third === null) return refuse('skewness_unknown', 0, 1);
  if (varianceOf(moments) === 0) return refuse('no_variation', 0, 1);
  const skew = Math.abs(skewnessOf(moments, third)) / Math.sqrt(n);
  return skew <= LARGEST_SKEW ? { ok: true } : refuse('too_skewed', n, Math.ceil(n * (skew / LARGEST_SKEW) ** 2));
}

/**
 * The mean of a skewed metric (revenue per customer) with Hall's skewness-corrected t interval.
 * Inputs: (n, Σx, Σx², Σx³); level. Returns the mean and an interval, longer towards the tail, that holds the true
 * mean with probability `level`. Assumes independent units. Fails: the reasons of meanRegion.
 * Numerics: inverse of Hall's monotone cubic transformation, which tends to Student's t as skewness goes to 0.
 * Source: Hall (1992), On the removal of skewness by transformation, JRSS B 54, eq. 3.
 * Checked against: its own transformation solved by bisection; coverage in tests/calibration/cohort.
 */
export function meanInterval(moments: Moments, level = 0.95): Answer<MeanEstimate, MeanReason> {
  requireRange(level > 0 && level < 1, 'a level lies between 0 and 1');
  const region = meanRegion(moments);
  if (!region.ok) return region;
  const { n } = moments;
  const mean = meanOf(moments);
  const standardError = Math.sqrt(varianceOf(moments) / n);
  const skew = skewnessOf(moments, thirdMomentOf(moments) ?? 0) / Math.sqrt(n);
  const critical = studentUpperQuantile((1 - level) / 2, n - 1);
  const corrected = (z: number): number =>
    Math.abs(skew) < 1e-6 ? z : (3 / skew) * (Math.cbrt(1 + skew * (z - skew / 6)) - 1);
  return {
    ok: true,
    mean,
    ciLow: mean - standardError * corrected(critical),
    ciHigh: mean - standardError * corrected(-critical),
  };
}
