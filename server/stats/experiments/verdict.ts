import { requireRange } from '../answer';

export type VerdictWord = 'works' | 'harms' | 'no_difference_that_matters' | 'too_small_to_tell' | 'invalid';

export interface Verdict {
  readonly word: VerdictWord;
  /** One sentence for the page. */
  readonly reason: string;
}

export interface VerdictInput {
  /** Of the sealed primary metric: the absolute difference, treatment minus control, its interval and its p. */
  readonly contrast:
    | {
        readonly ok: true;
        readonly difference: number;
        readonly ciLow: number;
        readonly ciHigh: number;
        readonly p: number;
      }
    | { readonly ok: false; readonly reason: string; readonly have: number; readonly need: number };
  /** p of the sample-ratio check and whether it flags a mismatch. */
  readonly sampleRatio: { readonly p: number; readonly mismatch: boolean };
  readonly alpha: number;
  /** Smallest difference worth having, in the metric's unit, > 0; without one nothing is "too small to matter". */
  readonly smallest?: number;
  /** The direction in which the metric is good. */
  readonly better: 'higher' | 'lower';
}

const show = (value: number): string => String(Number(value.toPrecision(4)));

/**
 * The one-word verdict of a campaign and its reason.
 * Inputs: VerdictInput. Returns the first that holds: `invalid` (sample-ratio mismatch: the arms cannot be
 * compared); `too_small_to_tell` (the data cannot answer); `no_difference_that_matters` (the whole interval lies
 * within ± smallest); `works` or `harms` (p < α, by the sign); else `too_small_to_tell`.
 * Assumes one sealed primary metric; p and verdict come from the absolute difference, never from the relative one.
 * Fails: RangeError on α or smallest that cannot be.
 */
export function verdictOf({ contrast, sampleRatio, alpha, smallest, better }: VerdictInput): Verdict {
  requireRange(alpha > 0 && alpha < 1, 'α lies between 0 and 1');
  requireRange(smallest === undefined || smallest > 0, 'the smallest effect worth having is positive');
  if (sampleRatio.mismatch) {
    const reason = `The arms do not have the planned shares (p ${show(sampleRatio.p)}), so they cannot be compared.`;
    return { word: 'invalid', reason };
  }
  if (!contrast.ok) {
    const reason = `The data cannot answer yet: ${contrast.reason.replaceAll('_', ' ')} (${show(contrast.have)} of ${show(contrast.need)}).`;
    return { word: 'too_small_to_tell', reason };
  }
  const interval = `${show(contrast.ciLow)} to ${show(contrast.ciHigh)}`;
  if (smallest !== undefined && contrast.ciLow > -smallest && contrast.ciHigh < smallest) {
    return {
      word: 'no_difference_that_matters',
      reason: `The difference is ${interval}: smaller than the ${show(smallest)} worth having, either way.`,
    };
  }
  if (contrast.p < alpha) {
    const good = contrast.difference > 0 === (better === 'higher');
    return {
      word: good ? 'works' : 'harms',
      reason: `The difference is ${show(contrast.difference)} (${interval}), p ${show(contrast.p)}.`,
    };
  }
  return {
    word: 'too_small_to_tell',
    reason: `The difference may be anything from ${interval}; p ${show(contrast.p)} is not below ${show(alpha)}.`,
  };
}
