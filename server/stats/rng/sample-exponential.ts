import type { Random } from './random';

/**
 * One exponential draw with the given rate (events per unit of time); mean 1 / rate.
 * Assumes rate > 0; rate 0 gives Infinity (the event never comes). Source: inversion.
 */
export function sampleExponential(random: Random, rate: number): number {
  return -Math.log1p(-random()) / rate;
}
