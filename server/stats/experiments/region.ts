import { type Answer, refuse } from '../answer';
import type { Counts } from '../cohort';
import { type Moments, thirdMomentOf, varianceOf } from '../moments';

const LEAST_EVENTS = 20;
const LEAST_UNITS = 30;
/** Standardised third cumulant of the difference, and skewness per root of the smaller arm. */
const LARGEST_SKEW = 0.1;
const LARGEST_TAIL = 0.3;
const LEAST_FIRST_LOOK = 200;

/**
 * Where compareProportions keeps its word: the two-sided level and the coverage of Newcombe's interval.
 * Inputs: counts of both arms. Returns ok, or `too_few_events` when an arm has fewer than 20 expected successes or
 * failures at the pooled share (have, need: events of the arm that lacks them).
 * Source: exact enumeration of the binomials (level .0455 to .0521, coverage .945 to .955 for shares 50:50 to
 * 90:10). Checked against: tests/calibration/experiments.
 */
export function proportionsRegion(control: Counts, treatment: Counts): Answer<object, 'too_few_events'> {
  const units = control.n + treatment.n;
  const successes = control.successes + treatment.successes;
  const rarer = Math.min(successes, units - successes);
  const have = units === 0 ? 0 : (rarer * Math.min(control.n, treatment.n)) / units;
  return have >= LEAST_EVENTS ? { ok: true } : refuse('too_few_events', have, LEAST_EVENTS);
}

export type MeansReason = 'too_few_units' | 'skewness_unknown' | 'too_skewed' | 'no_variation';

/**
 * Where compareMeans keeps its word: near-normal difference of means.
 * Inputs: moments of both arms, Σx³ included. Returns ok, or `too_few_units` (smaller arm, 30), `skewness_unknown`
 * (no Σx³), `no_variation`, or `too_skewed`: with the skewness of both arms together, the skewness of the difference
 * is above .1 (unequal arms do not cancel it) or skewness / √(smaller arm) above .3; have and need are units in the
 * smaller arm at this skewness and these shares. Outside, use randomisationTest.
 * Assumes the skewness seen is the skewness there is: a tail not yet sampled is invisible.
 * Source: the Edgeworth expansion of Welch's t (Hall 1992, 2.6); limits from tests/calibration/experiments.
 */
export function meansRegion(control: Moments, treatment: Moments): Answer<object, MeansReason> {
  const smaller = Math.min(control.n, treatment.n);
  if (smaller < LEAST_UNITS) return refuse('too_few_units', smaller, LEAST_UNITS);
  const thirdControl = thirdMomentOf(control);
  const thirdTreatment = thirdMomentOf(treatment);
  if (thirdControl === null || thirdTreatment === null) return refuse('skewness_unknown', 0, 1);
  const units = control.n + treatment.n;
  const variance = (control.n * varianceOf(control) + treatment.n * varianceOf(treatment)) / units;
  if (variance === 0) return refuse('no_variation', 0, 1);
  const third = (control.n * thirdControl + treatment.n * thirdTreatment) / units;
  const skewness = Math.abs(third) / variance ** 1.5;
  const a = 1 / control.n;
  const b = 1 / treatment.n;
  const skew = (skewness * Math.abs(a * a - b * b)) / (a + b) ** 1.5;
  const tail = skewness / Math.sqrt(smaller);
  const excess = Math.max(skew / LARGEST_SKEW, tail / LARGEST_TAIL);
  return excess <= 1 ? { ok: true } : refuse('too_skewed', smaller, Math.ceil(smaller * excess * excess));
}

/**
 * Where sequentialInterval keeps its word from this look on: the first look needs 200 units in the smaller arm and
 * meansRegion. Earlier looks are refused, `too_early` (have, need: units in the smaller arm).
 */
export function sequentialRegion(control: Moments, treatment: Moments): Answer<object, MeansReason | 'too_early'> {
  const smaller = Math.min(control.n, treatment.n);
  if (smaller < LEAST_FIRST_LOOK) return refuse('too_early', smaller, LEAST_FIRST_LOOK);
  return meansRegion(control, treatment);
}
