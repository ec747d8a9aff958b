import { type Answer, refuse, requireRange } from '../answer';
import { normalUpperQuantile, normalUpperTail } from '../special';

/** pooled: variance under no difference pooled (R power.prop.test). unpooled: each arm its own. arcsine: h of Cohen. */
export type PowerFormula = 'pooled' | 'unpooled' | 'arcsine';

export interface PowerTarget {
  /** Two-sided. */
  readonly alpha: number;
  readonly power: number;
}

/** n for each arm if all had the size of the control, and for both; a ceiling is left to the caller. */
export interface SampleSize {
  readonly nControl: number;
  readonly nTreatment: number;
  readonly formula: PowerFormula;
}

/** The normal quantiles of α / 2 and of 1 − power. */
export function powerQuantiles({ alpha, power }: PowerTarget): { zAlpha: number; zPower: number } {
  requireRange(alpha > 0 && alpha < 1 && power > 0 && power < 1, 'α and power lie between 0 and 1');
  return { zAlpha: normalUpperQuantile(alpha / 2), zPower: normalUpperQuantile(1 - power) };
}

/** The shift x with P(|Z + x| > zα) = power, both tails counted (what statsmodels solves; 1e-6 from zα + zPower). */
function bothTailsShift({ zAlpha, zPower }: { zAlpha: number; zPower: number }, power: number): number {
  let x = zAlpha + zPower;
  for (let step = 0; step < 20; step += 1) {
    const excess = normalUpperTail(zAlpha - x) + normalUpperTail(zAlpha + x) - power;
    x -= (excess * Math.sqrt(2 * Math.PI)) / Math.exp(-((x - zAlpha) ** 2) / 2);
  }
  return x;
}

/**
 * Units needed to detect a share going from p1 (control) to p2 with the given power.
 * Inputs: p1 ≠ p2 in (0, 1); target; ratio = treatment units per control unit; formula. Returns units per arm.
 * Assumes the normal approximation. Fails: RangeError. Source: Fleiss, Levin, Paik (2003) 4.2; Cohen (1988) 6.
 * Checked against: 3840.847 (R), 3838.102, 3834.596 (statsmodels) in experiments.json.
 */
export function proportionSampleSize(
  { p1, p2, ratio = 1 }: { readonly p1: number; readonly p2: number; readonly ratio?: number },
  target: PowerTarget,
  formula: PowerFormula = 'pooled',
): SampleSize {
  requireRange(p1 > 0 && p1 < 1 && p2 > 0 && p2 < 1 && p1 !== p2 && ratio > 0, 'needs two different shares');
  const { zAlpha, zPower } = powerQuantiles(target);
  const own = p1 * (1 - p1) + (p2 * (1 - p2)) / ratio;
  const mean = (p1 + ratio * p2) / (1 + ratio);
  const nullVariance = mean * (1 - mean) * (1 + 1 / ratio);
  const gap = (p2 - p1) ** 2;
  const h = 2 * (Math.asin(Math.sqrt(p2)) - Math.asin(Math.sqrt(p1)));
  const nControl = {
    pooled: (zAlpha * Math.sqrt(nullVariance) + zPower * Math.sqrt(own)) ** 2 / gap,
    unpooled: ((zAlpha + zPower) ** 2 * own) / gap,
    arcsine: (bothTailsShift({ zAlpha, zPower }, target.power) ** 2 * (1 + 1 / ratio)) / (h * h),
  }[formula];
  return { nControl, nTreatment: nControl * ratio, formula };
}

/**
 * The least rise of a share that these arms detect with the given power: minimum detectable effect, in share points.
 * Inputs: baseline share; units of both arms; target; formula. Returns the effect and p2.
 * Assumes the normal approximation; a fall of the same size needs a little less. Fails: `undetectable` when not
 * even a rise to 1 would be seen (have units, need units). Numerics: bisection to 1e-12.
 * Checked against: R power.prop.test n 5000 p1 .1 → .1174309 (r-base.txt).
 */
export function proportionMde(
  {
    baseline,
    nControl,
    nTreatment,
  }: { readonly baseline: number; readonly nControl: number; readonly nTreatment: number },
  target: PowerTarget,
  formula: PowerFormula = 'pooled',
): Answer<{ mde: number; p2: number; formula: PowerFormula }, 'undetectable'> {
  requireRange(baseline > 0 && baseline < 1 && nControl > 0 && nTreatment > 0, 'needs 0 < baseline < 1 and units');
  const ratio = nTreatment / nControl;
  const needed = (p2: number): number => proportionSampleSize({ p1: baseline, p2, ratio }, target, formula).nControl;
  let low = baseline;
  let high = 1 - 1e-12;
  if (needed(high) > nControl) return refuse('undetectable', nControl, needed(high));
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (middle === baseline || needed(middle) > nControl) low = middle;
    else high = middle;
  }
  return { ok: true, mde: high - baseline, p2: high, formula };
}

/** Power to detect a given share change with these arms (unpooled), in [0, 1]. */
export function proportionPower(
  {
    p1,
    p2,
    nControl,
    nTreatment,
  }: { readonly p1: number; readonly p2: number; readonly nControl: number; readonly nTreatment: number },
  alpha: number,
): number {
  const { zAlpha } = powerQuantiles({ alpha, power: 0.5 });
  const se = Math.sqrt((p1 * (1 - p1)) / nControl + (p2 * (1 - p2)) / nTreatment);
  return normalUpperTail(zAlpha - Math.abs(p2 - p1) / se) + normalUpperTail(zAlpha + Math.abs(p2 - p1) / se);
}
