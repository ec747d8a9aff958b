import type { Random } from './random';

/** One standard normal draw. Source: Box and Muller (1958); stateless, so a stream can be cut anywhere. */
export function sampleNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log1p(-random())) * Math.cos(2 * Math.PI * random());
}
