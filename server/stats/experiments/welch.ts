import { type Answer, refuse } from '../answer';
import { meanOf, type Moments, varianceOf } from '../moments';
import { studentTwoSided, studentUpperQuantile } from '../special';

export interface MeanContrast {
  readonly control: number;
  readonly treatment: number;
  /** Treatment minus control, in the unit of the metric. */
  readonly difference: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  readonly standardError: number;
  /** Welch's t. */
  readonly statistic: number;
  /** Welch–Satterthwaite degrees of freedom. */
  readonly df: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Compares the means of two randomised arms whose variances may differ (Welch).
 * Inputs: (n, Σx, Σx²) of both arms; level of the interval. Returns means, difference, interval, t, df and the
 * two-sided p. Assumes independent units and means that are near normal: see meansRegion, which gates it.
 * Fails: `too_few_units` (have the smaller arm, need 2); `no_variation` when no arm varies (have 0, need 1).
 * Numerics: variances from sums; p by the upper incomplete beta. Source: Welch (1947).
 * Checked against: R 4.2.2 t.test (r-base.txt), hillstrom.json, gbstats (experiments.json).
 */
export function compareMeans(
  control: Moments,
  treatment: Moments,
  level = 0.95,
): Answer<MeanContrast, 'too_few_units' | 'no_variation'> {
  const smaller = Math.min(control.n, treatment.n);
  if (smaller < 2) return refuse('too_few_units', smaller, 2);
  const vc = varianceOf(control) / control.n;
  const vt = varianceOf(treatment) / treatment.n;
  if (vc + vt === 0) return refuse('no_variation', 0, 1);
  const weight = vc / (vc + vt);
  const df = 1 / (weight ** 2 / (control.n - 1) + (1 - weight) ** 2 / (treatment.n - 1));
  const difference = meanOf(treatment) - meanOf(control);
  const standardError = Math.sqrt(vc + vt);
  const half = studentUpperQuantile((1 - level) / 2, df) * standardError;
  const statistic = difference / standardError;
  return {
    ok: true,
    control: meanOf(control),
    treatment: meanOf(treatment),
    difference,
    ciLow: difference - half,
    ciHigh: difference + half,
    standardError,
    statistic,
    df,
    p: studentTwoSided(statistic, df),
  };
}
