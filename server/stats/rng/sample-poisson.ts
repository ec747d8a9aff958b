import gammaln from '@stdlib/math-base-special-gammaln';
import { requireRange } from '../answer';
import type { Random } from './random';

function byInversion(random: Random, mean: number): number {
  let left = random();
  let p = Math.exp(-mean);
  let k = 0;
  while (left > p && k < 1000) {
    left -= p;
    k += 1;
    p *= mean / k;
  }
  return k;
}

/**
 * One Poisson draw with the given mean.
 * Fails: RangeError when the mean is negative or not finite.
 * Numerics: inversion below 10; above, the transformed rejection PTRS, whose cost does not grow with the mean.
 * Source: Hörmann (1993), The transformed rejection method for generating Poisson random variables.
 */
export function samplePoisson(random: Random, mean: number): number {
  requireRange(mean >= 0 && Number.isFinite(mean), 'poisson needs a finite mean ≥ 0');
  if (mean < 10) return byInversion(random, mean);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const invAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random() - 0.5;
    const v = 1 - random();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    const rejectAtOnce = k < 0 || (us < 0.013 && v > us);
    if (!rejectAtOnce && Math.log((v * invAlpha) / (a / (us * us) + b)) <= k * Math.log(mean) - mean - gammaln(k + 1))
      return k;
  }
}
