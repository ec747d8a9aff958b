import {
  compareMeans,
  compareProportions,
  cupedContrast,
  estimatedMean,
  estimatedShare,
  fiellerLift,
  meansRegion,
  type PairedMoments,
  proportionsRegion,
  sampleRatio,
  verdictOf,
} from '@/server/stats/experiments';
import type { Moments } from '@/server/stats/moments';
import type { CampaignPlan, CampaignReadOut, Effect, Refused, SampleSplit } from '../schemas';

/** Sums over the customers of one arm: metric y, the same before x, money r in minor units. */
export interface ArmTotals {
  n: number;
  y: number;
  yy: number;
  yyy: number;
  x: number;
  xx: number;
  xy: number;
  r: number;
  rr: number;
  rrr: number;
  /** Purchases in the window without an amount. */
  unknown: number;
}

export interface ArmPair {
  control: ArmTotals;
  treatment: ArmTotals;
}

const metricOf = ({ n, y, yy, yyy }: ArmTotals): Moments => ({ n, sum: y, sumSquares: yy, sumCubes: yyy });
const moneyOf = ({ n, r, rr, rrr }: ArmTotals): Moments => ({ n, sum: r, sumSquares: rr, sumCubes: rrr });
const countsOf = ({ n, y }: ArmTotals) => ({ n, successes: y });
const pairedOf = (arm: ArmTotals): PairedMoments => ({
  metric: metricOf(arm),
  covariate: { n: arm.n, sum: arm.x, sumSquares: arm.xx },
  productSum: arm.xy,
});
const refused = (reason: string, have: number, need: number): Refused => ({ ok: false, reason, have, need });

/** Do the arms have the planned sizes? */
export function splitOf(arms: { control: number; treatment: number }, controlShare: number): SampleSplit | Refused {
  const ratio = sampleRatio([arms.control, arms.treatment], [controlShare, 1 - controlShare]);
  return ratio.ok ? { arms, chiSquare: ratio.chiSquare, p: ratio.p, mismatch: ratio.mismatch } : ratio;
}

function effectOfShares({ control, treatment }: ArmPair, level: number): Effect | Refused {
  const region = proportionsRegion(countsOf(control), countsOf(treatment));
  if (!region.ok) return region;
  const found = compareProportions(countsOf(control), countsOf(treatment), level);
  if (!found.ok) return found;
  const relative = fiellerLift({
    control: estimatedShare(countsOf(control)),
    treatment: estimatedShare(countsOf(treatment)),
    df: Infinity,
    level,
  });
  const { difference, ciLow, ciHigh, statistic, p } = found;
  return {
    ok: true,
    control: found.control,
    treatment: found.treatment,
    difference,
    ciLow,
    ciHigh,
    statistic,
    df: null,
    p,
    relative,
  };
}

function effectOfMeans({ control, treatment }: ArmPair, level: number): Effect | Refused {
  const [c, t] = [metricOf(control), metricOf(treatment)];
  const region = meansRegion(c, t);
  if (!region.ok) return region;
  const found = compareMeans(c, t, level);
  if (!found.ok) return found;
  const relative = fiellerLift({ control: estimatedMean(c), treatment: estimatedMean(t), df: found.df, level });
  const { difference, ciLow, ciHigh, statistic, df, p } = found;
  return {
    ok: true,
    control: found.control,
    treatment: found.treatment,
    difference,
    ciLow,
    ciHigh,
    statistic,
    df,
    p,
    relative,
  };
}

const unknownAmounts = ({ control, treatment }: ArmPair): Refused | undefined =>
  control.unknown + treatment.unknown > 0 ? refused('no_amounts', control.unknown + treatment.unknown, 0) : undefined;

/** Money that the treated customers brought beyond what they would have: the difference of means times their number. */
function incrementalOf(arms: ArmPair, level: number): CampaignReadOut['incremental'] {
  const [c, t] = [moneyOf(arms.control), moneyOf(arms.treatment)];
  const unknown = unknownAmounts(arms);
  if (unknown) return unknown;
  const region = meansRegion(c, t);
  if (!region.ok) return region;
  const found = compareMeans(c, t, level);
  if (!found.ok) return found;
  return {
    ok: true,
    minor: found.difference * t.n,
    ciLow: found.ciLow * t.n,
    ciHigh: found.ciHigh * t.n,
  };
}

function cupedOf({ control, treatment }: ArmPair, level: number): CampaignReadOut['cuped'] {
  const found = cupedContrast(pairedOf(control), pairedOf(treatment), level);
  if (!found.ok) return found;
  const { difference, ciLow, ciHigh, varianceReduction } = found;
  return { ok: true, difference, ciLow, ciHigh, varianceReduction };
}

/** Words and figures of the verdict are in units of the currency, not in minor ones. */
function scaled(effect: Effect | Refused, unit: number) {
  if (!effect.ok) return effect;
  const { difference, ciLow, ciHigh, p } = effect;
  return { ok: true as const, difference: difference / unit, ciLow: ciLow / unit, ciHigh: ciHigh / unit, p };
}

/** The whole read-out of the sealed primary metric, by intention to treat. `unit`: minor units in one of the currency. */
export function readOut(
  arms: ArmPair,
  { plan, controlShare, unit }: { plan: CampaignPlan; controlShare: number; unit: number },
): CampaignReadOut | Refused {
  const split = splitOf({ control: arms.control.n, treatment: arms.treatment.n }, controlShare);
  if ('ok' in split) return split;
  const level = 1 - plan.alpha;
  const isMoney = plan.metric === 'net_revenue';
  const effect = isMoney ? (unknownAmounts(arms) ?? effectOfMeans(arms, level)) : effectOfShares(arms, level);
  const scale = isMoney ? unit : 1;
  return {
    split,
    effect,
    cuped: effect.ok ? cupedOf(arms, level) : effect,
    incremental: incrementalOf(arms, level),
    verdict: verdictOf({
      contrast: scaled(effect, scale),
      sampleRatio: split,
      alpha: plan.alpha,
      smallest: plan.smallest / scale,
      better: plan.better,
    }),
  };
}
