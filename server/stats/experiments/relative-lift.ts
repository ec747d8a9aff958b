import { type Answer, refuse, requireRange } from '../answer';
import type { Counts } from '../cohort';
import { meanOf, type Moments, varianceOf } from '../moments';
import { normalUpperQuantile, studentUpperQuantile } from '../special';

/** An estimated mean or share and the variance of that estimate (s² / n). */
export interface Estimated {
  readonly value: number;
  readonly variance: number;
}

/** The mean of an arm as an estimate: s² / n of its own units. */
export function estimatedMean(moments: Moments): Estimated {
  return { value: meanOf(moments), variance: varianceOf(moments) / moments.n };
}

/** The share of an arm as an estimate: p (1 − p) / n of its own units. */
export function estimatedShare({ successes, n }: Counts): Estimated {
  requireRange(n > 0, 'a share needs a unit');
  const share = successes / n;
  return { value: share, variance: (share * (1 - share)) / n };
}

export interface RelativeLift {
  /** treatment / control − 1. */
  readonly relative: number;
  readonly relativeLow: number;
  readonly relativeHigh: number;
}

export interface LiftInput {
  readonly control: Estimated;
  readonly treatment: Estimated;
  /** Degrees of freedom of the difference; Infinity for shares. */
  readonly df: number;
  readonly level: number;
}

function criticalValue({ df, level }: LiftInput): number {
  requireRange(level > 0 && level < 1, 'a level lies between 0 and 1');
  const upper = (1 - level) / 2;
  return Number.isFinite(df) ? studentUpperQuantile(upper, df) : normalUpperQuantile(upper);
}

/**
 * Relative lift of treatment over control with Fieller's interval; it excludes 0 exactly when Welch's (or, for
 * shares, Wald's) interval of the difference does.
 * Inputs: LiftInput. Returns shares of the control mean. Assumes independent arms and near-normal means.
 * Fails: `control_near_zero` when the control mean is not clear of 0, so that the interval is unbounded
 * (have |control| in standard errors, need the critical value). Numerics: the roots of a quadratic.
 * Source: Fieller (1954). Checked against: a grid search of its definition, and coverage in tests/calibration.
 */
export function fiellerLift(input: LiftInput): Answer<RelativeLift, 'control_near_zero'> {
  const { control, treatment } = input;
  const critical = criticalValue(input);
  const clear = Math.abs(control.value) / Math.sqrt(control.variance);
  if (!(clear > critical)) return refuse('control_near_zero', Number.isNaN(clear) ? 0 : clear, critical);
  const square = critical * critical;
  const a = control.value ** 2 - square * control.variance;
  const b = control.value * treatment.value;
  const c = treatment.value ** 2 - square * treatment.variance;
  const root = Math.sqrt(Math.max(0, b * b - a * c));
  return {
    ok: true,
    relative: treatment.value / control.value - 1,
    relativeLow: (b - root) / a - 1,
    relativeHigh: (b + root) / a - 1,
  };
}

/**
 * Relative lift with the symmetric interval of the delta method, for comparison with tools that print it.
 * Inputs: LiftInput. Returns also its standard error. Assumes a control mean far from 0; it may disagree with p.
 * Fails: `control_near_zero` when the control mean is 0. Source: Deng, Knoblich, Lu (2018), 3.2.
 * Checked against: gbstats in tests/golden/experiments.json.
 */
export function deltaLift(
  input: LiftInput,
): Answer<RelativeLift & { readonly standardError: number }, 'control_near_zero'> {
  const { control, treatment } = input;
  if (control.value === 0) return refuse('control_near_zero', 0, criticalValue(input));
  const ratio = treatment.value / control.value;
  const standardError = Math.sqrt(treatment.variance + ratio * ratio * control.variance) / Math.abs(control.value);
  const half = criticalValue(input) * standardError;
  const relative = ratio - 1;
  return { ok: true, relative, relativeLow: relative - half, relativeHigh: relative + half, standardError };
}
