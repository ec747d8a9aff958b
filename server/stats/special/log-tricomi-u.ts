import gammaln from '@stdlib/math-base-special-gammaln';
import { requireRange } from '../answer';

const STEP = 0.2;
const NEGLIGIBLE = 50;

/**
 * ln U(a, b, z), Tricomi's confluent hypergeometric function of the second kind.
 * Inputs: a > 0, real b, z > 0. Returns a natural logarithm.
 * Fails: RangeError outside the domain.
 * Numerics: Γ(a) U = ∫ exp(a v − z eᵛ) (1 + eᵛ)^(b−a−1) dv over the real line by the trapezoid rule, whose error
 * falls as exp(−π² / step) for this analytic integrand; summed in logs, so small z and large a stay finite.
 * Cost grows as 1 / a. Source: DLMF 13.4.4; Trefethen and Weideman (2014) for the rule.
 * Checked against: tests/golden/special-functions.json (mpmath).
 */
export function logTricomiU(a: number, b: number, z: number): number {
  requireRange(a > 0 && z > 0 && Number.isFinite(b), 'U needs a > 0 and z > 0');
  const logIntegrand = (v: number): number => a * v - z * Math.exp(v) + (b - a - 1) * Math.log1p(Math.exp(v));
  const centre = Math.log((a + 1) / z);
  let peak = logIntegrand(centre);
  for (let v = -40; v <= centre + 10; v += STEP) peak = Math.max(peak, logIntegrand(v));
  let sum = 0;
  for (let v = centre; ; v += STEP) {
    const height = logIntegrand(v) - peak;
    sum += Math.exp(height);
    if (height < -NEGLIGIBLE && v > centre + 1) break;
  }
  const leftEnd = Math.min(centre - 1, -1) - NEGLIGIBLE / a;
  for (let v = centre - STEP; v > leftEnd; v -= STEP) sum += Math.exp(logIntegrand(v) - peak);
  return Math.log(sum * STEP) + peak - gammaln(a);
}
