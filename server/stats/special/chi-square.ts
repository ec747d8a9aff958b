import gammainc from '@stdlib/math-base-special-gammainc';
import gammaincinv from '@stdlib/math-base-special-gammaincinv';
import { requireRange } from '../answer';

/**
 * P(X > x) of χ² with df > 0, by the upper incomplete gamma (never 1 − cdf).
 * Fails: RangeError unless x ≥ 0 and df > 0. Checked against: tests/golden/special-functions.json (chisf).
 */
export function chiSquareUpperTail(x: number, df: number): number {
  requireRange(x >= 0 && df > 0, 'χ² needs x ≥ 0 and df > 0');
  return gammainc(x / 2, df / 2, true, true);
}

/** The x that leaves probability `upper` above it; 0 < upper < 1, df > 0. */
export function chiSquareUpperQuantile(upper: number, df: number): number {
  requireRange(upper > 0 && upper < 1 && df > 0, 'χ² needs 0 < probability < 1 and df > 0');
  return 2 * gammaincinv(upper, df / 2, true);
}
