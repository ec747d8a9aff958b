import erfc from '@stdlib/math-base-special-erfc';
import erfcinv from '@stdlib/math-base-special-erfcinv';
import { requireRange } from '../answer';

/**
 * P(Z > z) of the standard normal, by erfc: 1 − cdf would print 0 beyond z = 8.3.
 * Numerics: relative error below 1e-13 to z = 37, where doubles end.
 * Checked against: tests/golden/special-functions.json (nsf), R 4.2.2 pnorm.
 */
export function normalUpperTail(z: number): number {
  return 0.5 * erfc(z * Math.SQRT1_2);
}

/** P(|Z| > |z|): the two-sided p of a z statistic, in [0, 1]. */
export function normalTwoSided(z: number): number {
  return erfc(Math.abs(z) * Math.SQRT1_2);
}

/**
 * The z that leaves probability `upper` above it. For a two-sided interval at level 1 − α pass α / 2.
 * Fails: RangeError unless 0 < upper < 1. Checked against: tests/golden/special-functions.json (nq).
 */
export function normalUpperQuantile(upper: number): number {
  requireRange(upper > 0 && upper < 1, 'a quantile needs 0 < probability < 1');
  return Math.SQRT2 * erfcinv(2 * upper);
}
