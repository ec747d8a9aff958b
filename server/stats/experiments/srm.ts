import { type Answer, refuse, requireRange } from '../answer';
import { chiSquareUpperTail } from '../special';

const FLAG_P = 0.001;
const LEAST_UNITS = 100;

export interface SampleRatio {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  /** The counts cannot have come from the plan: p < .001 from 100 units on. The read-out is invalid. */
  readonly mismatch: boolean;
}

/**
 * Sample-ratio check: do the counts per arm fit the planned shares?
 * Inputs: units per arm; planned shares > 0, same order (scaled to 1). Returns Pearson's χ² and the flag.
 * Assumes independent assignment with fixed shares. Fails: `no_units`; RangeError on shares that cannot be.
 * Region: from 100 units; below, `mismatch` is false whatever p. Source: Fabijan et al. (2019).
 * Checked against: R 4.2.2 chisq.test (r-base.txt), hillstrom.json.
 */
export function sampleRatio(counts: readonly number[], shares: readonly number[]): Answer<SampleRatio, 'no_units'> {
  requireRange(counts.length === shares.length && counts.length >= 2, 'counts and shares name the same arms');
  requireRange(
    shares.every((share) => share > 0),
    'planned shares are positive',
  );
  const units = counts.reduce((sum, n) => sum + n, 0);
  if (units === 0) return refuse('no_units', 0, 1);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const chiSquare = counts.reduce((sum, n, i) => {
    const expected = (units * (shares[i] as number)) / total;
    return sum + (n - expected) ** 2 / expected;
  }, 0);
  const df = counts.length - 1;
  const p = chiSquareUpperTail(chiSquare, df);
  return { ok: true, chiSquare, df, p, mismatch: p < FLAG_P && units >= LEAST_UNITS };
}
