import { type Answer, refuse, requireRange } from '../answer';
import type { Random } from '../rng';

/** Fills `arms` (1 = treatment, 0 = control) with one assignment as the campaign would have drawn it. */
export type Redraw = (random: Random, arms: Uint8Array) => void;

/** Units of each stratum and how many of them are treated: the mechanism stored with a stratified campaign. */
export interface Stratification {
  /** Stratum number of each unit, 0, 1, … */
  readonly strata: Uint32Array;
  /** Treated units of each stratum. */
  readonly treated: Uint32Array;
}

function membersOf({ strata, treated }: Stratification): Uint32Array[] {
  const members: number[][] = Array.from(treated, () => []);
  strata.forEach((stratum, unit) => {
    const list = members[stratum];
    requireRange(list !== undefined, 'every unit belongs to a stratum with a number treated');
    list.push(unit);
  });
  members.forEach((list, s) => requireRange(list.length >= (treated[s] as number), 'more treated than units'));
  return members.map((list) => Uint32Array.from(list));
}

/**
 * The mechanism "a fixed number in each stratum, at random": never a split in half unless that was the plan.
 * Source: Imbens, Rubin (2015) ch. 9. Numerics: a partial Fisher–Yates shuffle of each stratum.
 */
export function stratifiedRedraw(plan: Stratification): Redraw {
  const members = membersOf(plan);
  return (random, arms) => {
    arms.fill(0);
    members.forEach((units, s) => {
      const wanted = plan.treated[s] as number;
      for (let k = 0; k < wanted; k += 1) {
        const other = k + Math.floor(random() * (units.length - k));
        const chosen = units[other] as number;
        units[other] = units[k] as number;
        units[k] = chosen;
        arms[chosen] = 1;
      }
    });
  };
}

/**
 * The mechanism "draw K times and keep the most balanced", around another one. `imbalance` is the score that was
 * minimised at launch; ties keep the earlier draw.
 */
export function bestOfRedraw(draws: number, redraw: Redraw, imbalance: (arms: Uint8Array) => number): Redraw {
  requireRange(draws >= 1, 'best of at least one draw');
  return (random, arms) => {
    const trial = new Uint8Array(arms.length);
    let least = Infinity;
    for (let k = 0; k < draws; k += 1) {
      redraw(random, trial);
      const score = imbalance(trial);
      if (k > 0 && score >= least) continue;
      least = score;
      arms.set(trial);
    }
  };
}

/** Σ over strata of (stratum share) × (treated mean − control mean); strata without both arms are left out. */
function stratifiedDifference(
  outcomes: Float64Array,
  arms: Uint8Array,
  strata: Uint32Array,
  sums: Float64Array,
): number {
  sums.fill(0);
  for (let i = 0; i < outcomes.length; i += 1) {
    const at = 4 * (strata[i] as number) + 2 * (arms[i] as number);
    sums[at] = (sums[at] as number) + 1;
    sums[at + 1] = (sums[at + 1] as number) + (outcomes[i] as number);
  }
  let difference = 0;
  let units = 0;
  for (let at = 0; at < sums.length; at += 4) {
    const [controls = 0, controlSum = 0, treated = 0, treatedSum = 0] = sums.subarray(at, at + 4);
    if (controls === 0 || treated === 0) continue;
    difference += (controls + treated) * (treatedSum / treated - controlSum / controls);
    units += controls + treated;
  }
  return units === 0 ? 0 : difference / units;
}

export interface RandomisationInput {
  /** Outcome of each unit. */
  readonly outcomes: Float64Array;
  /** The stored assignment: 1 = treatment, 0 = control. */
  readonly arms: Uint8Array;
  /** Stratum of each unit; all 0 for an unstratified campaign. */
  readonly strata: Uint32Array;
  /** The stored mechanism. */
  readonly redraw: Redraw;
  /** Number of redraws; the least p is 1 / (draws + 1). */
  readonly draws: number;
}

export interface RandomisationResult {
  /** Treatment minus control, weighted over strata, in the unit of the outcome. */
  readonly difference: number;
  /** Two-sided; exact for "no effect on anybody" whatever the skew and however small the arms. */
  readonly p: number;
  readonly draws: number;
}

/**
 * A randomisation test of no effect that repeats the assignment as it was made: strata, shares and best-of-K salts.
 * Inputs: RandomisationInput and a random source. Returns the difference and its two-sided p.
 * Assumes only the stored mechanism. Fails: `one_arm_empty` (have 0, need 1); `no_variation`; RangeError on lengths.
 * Numerics: p = (1 + #{|d*| ≥ |d|}) / (draws + 1), counting ties within 1e-12.
 * Source: Fisher (1935); Phipson, Smyth (2010) for the + 1. Checked against: full enumeration, tests/calibration.
 */
export function randomisationTest(
  { outcomes, arms, strata, redraw, draws }: RandomisationInput,
  random: Random,
): Answer<RandomisationResult, 'one_arm_empty' | 'no_variation'> {
  requireRange(arms.length === outcomes.length && strata.length === outcomes.length, 'one arm and stratum a unit');
  requireRange(draws >= 1, 'needs at least one redraw');
  const treated = arms.reduce((sum, arm) => sum + arm, 0);
  if (treated === 0 || treated === arms.length) return refuse('one_arm_empty', 0, 1);
  if (outcomes.every((y) => y === outcomes[0])) return refuse('no_variation', 0, 1);
  const sums = new Float64Array(4 * (strata.reduce((most, s) => Math.max(most, s), 0) + 1));
  const observed = stratifiedDifference(outcomes, arms, strata, sums);
  const bar = Math.abs(observed) * (1 - 1e-12);
  const trial = new Uint8Array(arms.length);
  let extreme = 1;
  for (let k = 0; k < draws; k += 1) {
    redraw(random, trial);
    if (Math.abs(stratifiedDifference(outcomes, trial, strata, sums)) >= bar) extreme += 1;
  }
  return { ok: true, difference: observed, p: extreme / (draws + 1), draws };
}
