import { requireRange } from '../answer';
import type { Random } from './random';
import { sampleNormal } from './sample-normal';

/**
 * One gamma draw with the given shape and rate; mean shape / rate, variance shape / rate².
 * Fails: RangeError when shape or rate is not positive.
 * Numerics: shapes below 1 use G(shape + 1) · U^(1/shape), which may underflow to 0 for shapes below 0.01.
 * Source: Marsaglia and Tsang (2000), A simple method for generating gamma variables.
 */
export function sampleGamma(random: Random, shape: number, rate: number): number {
  requireRange(shape > 0 && rate > 0, 'gamma needs shape > 0 and rate > 0');
  if (shape < 1) return sampleGamma(random, shape + 1, rate) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = sampleNormal(random);
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log1p(-random()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return (d * v) / rate;
  }
}
