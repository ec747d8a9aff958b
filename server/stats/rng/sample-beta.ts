import type { Random } from './random';
import { sampleGamma } from './sample-gamma';

/**
 * One beta draw with parameters a and b; mean a / (a + b).
 * Fails: RangeError when a or b is not positive. Numerics: both gammas underflowing (a and b below 0.01) is a
 * Bernoulli draw in the limit, which is what is returned. Source: ratio of gammas, Johnson et al. (1995) ch. 25.
 */
export function sampleBeta(random: Random, a: number, b: number): number {
  const left = sampleGamma(random, a, 1);
  const right = sampleGamma(random, b, 1);
  const sum = left + right;
  if (sum > 0) return left / sum;
  return random() < a / (a + b) ? 1 : 0;
}
