import betainc from '@stdlib/math-base-special-betainc';
import kernelBetaincinv from '@stdlib/math-base-special-kernel-betaincinv';
import { requireRange } from '../answer';

/**
 * P(X ≤ x) of the beta distribution, x in [0, 1], a, b > 0; relative error below 1e-12.
 * Fails: RangeError outside that. Checked against: tests/golden/special-functions.json (betainc).
 */
export function betaLowerTail(x: number, a: number, b: number): number {
  requireRange(x >= 0 && x <= 1 && a > 0 && b > 0, 'beta needs 0 ≤ x ≤ 1 and a, b > 0');
  return betainc(x, a, b, true, false);
}

/** P(X > x), by the complementary function. */
export function betaUpperTail(x: number, a: number, b: number): number {
  requireRange(x >= 0 && x <= 1 && a > 0 && b > 0, 'beta needs 0 ≤ x ≤ 1 and a, b > 0');
  return betainc(x, a, b, true, true);
}

/**
 * The x with P(X ≤ x) = lower; 0 < lower < 1.
 * Fails: RangeError outside that. Checked against: tests/golden/special-functions.json (bq).
 */
export function betaQuantile(lower: number, a: number, b: number): number {
  requireRange(lower > 0 && lower < 1 && a > 0 && b > 0, 'beta needs 0 < probability < 1 and a, b > 0');
  return kernelBetaincinv(a, b, lower, 1 - lower)[0] ?? 0;
}
