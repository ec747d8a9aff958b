import { requireRange } from '../answer';

const MAX_TERMS = 2_000_000;
const RESCALE = 1e200;

/** ln of Σ (a)ₖ(b)ₖ/(c)ₖ zᵏ/k!, for a sum that is positive; partial sums are rescaled so that nothing overflows. */
function logSeries(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  let logScale = 0;
  for (let k = 0; k < MAX_TERMS; k += 1) {
    const ratio = (((a + k) * (b + k)) / ((c + k) * (k + 1))) * z;
    term *= ratio;
    sum += term;
    if (Math.abs(sum) > RESCALE) {
      sum /= RESCALE;
      term /= RESCALE;
      logScale += Math.log(RESCALE);
    }
    const shrinking = Math.abs(ratio) < 1;
    if (shrinking && Math.abs(term) <= 1e-17 * Math.abs(sum) * (1 - Math.abs(ratio))) return Math.log(sum) + logScale;
  }
  throw new RangeError('2F1 series does not converge: z is too close to 1');
}

/**
 * ln ₂F₁(a, b; c; z), the Gauss hypergeometric function, where it is positive.
 * Inputs: real a, b; c > 0; 0 ≤ z < 1. Returns a natural logarithm.
 * Assumes the value is positive (true for every use in BTYD models: a, b, c > 0).
 * Fails: RangeError outside the domain, or when z is so close to 1 that 2 M terms do not suffice.
 * Numerics: Euler's transform (1 − z)^(c−a−b) ₂F₁(c − a, c − b; c; z) when c < a + b, then the series with
 * rescaled partial sums: ₂F₁(150.243, 152.426; 152.219; .6) = 7.4e59 to 1e-13.
 * Source: Abramowitz and Stegun 15.3.3. Checked against: tests/golden/special-functions.json (mpmath).
 */
export function logHyp2f1(a: number, b: number, c: number, z: number): number {
  requireRange(c > 0 && z >= 0 && z < 1, '2F1 needs c > 0 and 0 ≤ z < 1');
  const excess = c - a - b;
  if (excess < 0) return excess * Math.log1p(-z) + logSeries(c - a, c - b, c, z);
  return logSeries(a, b, c, z);
}
