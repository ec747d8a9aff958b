import { requireRange } from '../answer';
import { type PowerTarget, powerQuantiles } from './power-proportions';

/**
 * Units per arm to detect a difference of means, with Guenther's correction for the unknown variance.
 * Inputs: the difference in the metric's unit, its sd within arms, ratio, target. Returns units per arm.
 * Assumes equal variances. Within .02 of the exact noncentral t from 20 units on. Source: Guenther (1981).
 * Checked against: R power.t.test d .2 → 393.4057 (r-base.txt, experiments.json).
 */
export function meanSampleSize(
  { difference, sd, ratio = 1 }: { readonly difference: number; readonly sd: number; readonly ratio?: number },
  target: PowerTarget,
): { nControl: number; nTreatment: number } {
  requireRange(difference !== 0 && sd > 0 && ratio > 0, 'needs a difference and a positive sd');
  const { zAlpha, zPower } = powerQuantiles(target);
  const effect = Math.abs(difference) / sd;
  const nControl = ((zAlpha + zPower) / effect) ** 2 * (1 + 1 / ratio) + (zAlpha * zAlpha) / (2 * (1 + ratio));
  return { nControl, nTreatment: nControl * ratio };
}

/** The least difference of means that these arms detect with the given power, in the metric's unit. */
export function meanMde(
  { sd, nControl, nTreatment }: { readonly sd: number; readonly nControl: number; readonly nTreatment: number },
  target: PowerTarget,
): number {
  requireRange(sd > 0 && nControl > 1 && nTreatment > 1, 'needs a positive sd and two units an arm');
  const { zAlpha, zPower } = powerQuantiles(target);
  const ratio = nTreatment / nControl;
  const usable = nControl - (zAlpha * zAlpha) / (2 * (1 + ratio));
  return (zAlpha + zPower) * sd * Math.sqrt((1 + 1 / ratio) / Math.max(usable, Number.MIN_VALUE));
}
