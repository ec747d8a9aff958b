import betainc from '@stdlib/math-base-special-betainc';
import kernelBetaincinv from '@stdlib/math-base-special-kernel-betaincinv';
import { requireRange } from '../answer';

/**
 * P(|T| > |t|) of Student's t with real df > 0: the two-sided p, by the upper incomplete beta.
 * Numerics: the form in t² / (df + t²) keeps 1e-14 at df 40,000 and t 22 where the usual form has 1e-12.
 * Fails: RangeError unless df > 0. Checked against: tests/golden/special-functions.json (tsf), R 4.2.2 pt.
 */
export function studentTwoSided(t: number, df: number): number {
  requireRange(df > 0, 'Student t needs df > 0');
  if (!Number.isFinite(t)) return 0;
  return betainc((t * t) / (df + t * t), 0.5, df / 2, true, true);
}

/** P(T > t), one-sided, with real df > 0. */
export function studentUpperTail(t: number, df: number): number {
  const half = studentTwoSided(t, df) / 2;
  return t >= 0 ? half : 1 - half;
}

/**
 * The t that leaves probability `upper` above it, 0 < upper < 1, real df > 0.
 * Fails: RangeError outside that. Checked against: tests/golden/special-functions.json (tq, good to 1e-11).
 */
export function studentUpperQuantile(upper: number, df: number): number {
  requireRange(upper > 0 && upper < 1, 'a quantile needs 0 < probability < 1');
  requireRange(df > 0, 'Student t needs df > 0');
  if (upper === 0.5) return 0;
  const twoSided = 2 * Math.min(upper, 1 - upper);
  const [y = 0, rest = 1] = kernelBetaincinv(0.5, df / 2, 1 - twoSided, twoSided);
  const t = Math.sqrt((df * y) / rest);
  return upper < 0.5 ? t : -t;
}
