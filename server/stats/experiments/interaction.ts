import { type Answer, refuse } from '../answer';
import { normalTwoSided } from '../special';

/** A difference between arms inside one segment, with its standard error. */
export interface SegmentDifference {
  readonly difference: number;
  readonly standardError: number;
}

export interface Interaction {
  /** Difference in `to` minus difference in `from`. */
  readonly difference: number;
  readonly standardError: number;
  readonly z: number;
  readonly p: number;
}

/**
 * Does the effect differ between two segments? Difference of differences over its standard error.
 * Inputs: the contrast in each of two disjoint segments. Returns it with z and the two-sided p.
 * Assumes disjoint units and contrasts inside their own region of validity. Fails: `no_variation`.
 * Source: Altman, Bland (2003), Interaction revisited. Checked against: hillstrom.json (z 9.706813).
 */
export function interactionOf(from: SegmentDifference, to: SegmentDifference): Answer<Interaction, 'no_variation'> {
  const standardError = Math.hypot(from.standardError, to.standardError);
  if (standardError === 0) return refuse('no_variation', 0, 1);
  const difference = to.difference - from.difference;
  const z = difference / standardError;
  return { ok: true, difference, standardError, z, p: normalTwoSided(z) };
}
