import { type Answer, refuse } from '../answer';
import { type Counts, newcombeDifference } from '../cohort';
import { normalTwoSided, normalUpperQuantile } from '../special';

export interface ProportionContrast {
  readonly control: number;
  readonly treatment: number;
  /** Treatment minus control, in share points. */
  readonly difference: number;
  /** Newcombe's interval. */
  readonly ciLow: number;
  readonly ciHigh: number;
  readonly waldLow: number;
  readonly waldHigh: number;
  /** √(p(1 − p)/n) of both arms, not pooled: for intervals and interactions. */
  readonly standardError: number;
  /** The pooled z. */
  readonly statistic: number;
  /** Two-sided, of the pooled z, by the complementary error function. */
  readonly p: number;
  /** Two-sided, of difference / standardError: what segments and interactions use. */
  readonly pUnpooled: number;
}

/**
 * Compares the share of successes in two randomised arms.
 * Inputs: counts of control and treatment; level of the intervals. Returns shares, their difference with intervals,
 * and the two-sided p of no difference. Assumes independent units, each in one arm.
 * Fails: `no_units`; `no_variation` when everybody or nobody succeeded in both arms (have 0 events, need 1).
 * Region: proportionsRegion. Numerics: p is exact to 1e-13 relative down to 1e-300.
 * Source: Fleiss, Levin, Paik (2003) 3.1; Newcombe (1998). Checked against: hillstrom.json, experiments.json, R.
 */
export function compareProportions(
  control: Counts,
  treatment: Counts,
  level = 0.95,
): Answer<ProportionContrast, 'no_units' | 'no_variation'> {
  const interval = newcombeDifference(control, treatment, level);
  if (!interval.ok) return interval;
  const pooled = (control.successes + treatment.successes) / (control.n + treatment.n);
  const pooledError = Math.sqrt(pooled * (1 - pooled) * (1 / control.n + 1 / treatment.n));
  if (pooledError === 0) return refuse('no_variation', 0, 1);
  const pc = control.successes / control.n;
  const pt = treatment.successes / treatment.n;
  const standardError = Math.sqrt((pc * (1 - pc)) / control.n + (pt * (1 - pt)) / treatment.n);
  const half = normalUpperQuantile((1 - level) / 2) * standardError;
  const { difference } = interval;
  const statistic = difference / pooledError;
  return {
    ...interval,
    control: pc,
    treatment: pt,
    waldLow: difference - half,
    waldHigh: difference + half,
    standardError,
    statistic,
    p: normalTwoSided(statistic),
    pUnpooled: normalTwoSided(difference / standardError),
  };
}
