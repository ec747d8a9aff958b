import { type Answer, refuse, requireRange } from '../answer';
import { normalUpperQuantile } from '../special';

export interface Share {
  /** In [0, 1]. */
  readonly share: number;
  readonly ciLow: number;
  readonly ciHigh: number;
}

/**
 * A share and its Wilson interval: the interval of the score test, sensible at 0 and at n of n.
 * Inputs: successes ≤ n, whole counts; level. Returns shares in [0, 1]; the interval holds the true share with
 * probability `level`, on average over shares. Assumes independent units with one share.
 * Fails: `no_units` (have 0, need 1); RangeError on counts that cannot be.
 * Region: average coverage is nominal from n 10; for a fixed share it oscillates (wilsonRegion).
 * Source: Wilson (1927); Brown, Cai, DasGupta (2001). Checked against: R 4.2.2 prop.test (experiments.json).
 */
export function wilsonInterval(successes: number, n: number, level = 0.95): Answer<Share, 'no_units'> {
  requireRange(successes >= 0 && successes <= n, 'successes lie between 0 and n');
  requireRange(level > 0 && level < 1, 'a level lies between 0 and 1');
  if (n === 0) return refuse('no_units', 0, 1);
  const z = normalUpperQuantile((1 - level) / 2);
  const p = successes / n;
  const centre = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  const ciLow = successes === 0 ? 0 : (centre - half) / scale;
  const ciHigh = successes === n ? 1 : (centre + half) / scale;
  return { ok: true, share: p, ciLow, ciHigh };
}
