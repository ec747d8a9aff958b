import { type Answer, refuse } from '../answer';
import { wilsonInterval } from './wilson';

/** Successes among n independent units. */
export interface Counts {
  readonly successes: number;
  readonly n: number;
}

export interface Difference {
  /** Second minus first, in share points (−1 to 1). */
  readonly difference: number;
  readonly ciLow: number;
  readonly ciHigh: number;
}

/**
 * The difference of two independent shares, `to` minus `from`, with Newcombe's hybrid score interval.
 * Inputs: counts of both; level. Returns shares; the interval stays within [−1, 1] and does not collapse at 0 or n.
 * Assumes independent units. Fails: `no_units`. Region: see proportionsRegion in ../experiments.
 * Source: Newcombe (1998), method 10. Checked against: tests/golden/experiments.json and hillstrom.json.
 */
export function newcombeDifference(from: Counts, to: Counts, level = 0.95): Answer<Difference, 'no_units'> {
  const a = wilsonInterval(from.successes, from.n, level);
  const b = wilsonInterval(to.successes, to.n, level);
  if (!a.ok || !b.ok) return refuse('no_units', 0, 1);
  const difference = b.share - a.share;
  const down = Math.hypot(b.share - b.ciLow, a.ciHigh - a.share);
  const up = Math.hypot(b.ciHigh - b.share, a.share - a.ciLow);
  return { ok: true, difference, ciLow: difference - down, ciHigh: difference + up };
}
