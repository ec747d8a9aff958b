import {
  compareMeans,
  compareProportions,
  cupedContrast,
  estimatedMean,
  estimatedShare,
  fiellerLift,
  meansRegion,
  proportionsRegion,
  sequentialInterval,
  sequentialRegion,
} from '@/server/stats/experiments';
import { meanOf } from '@/server/stats/moments';
import type { ExperimentContrast, ExperimentMetric, ExperimentPlan, Region } from '../schemas';
import { type ArmSums, countsAt, momentsAt, pairedAt } from './sums';

/** A metric with its place in the sums. */
export interface PlacedMetric extends ExperimentMetric {
  at: number;
}

export interface ArmPair {
  control: ArmSums;
  treatment: ArmSums;
}

/** The estimator's answer for a metric of its kind; proportions bring Newcombe's and Wald's interval, means Welch's. */
export function compare({ control, treatment }: ArmPair, { at, kind }: PlacedMetric, level: number) {
  return kind === 'proportion'
    ? compareProportions(countsAt(control, at), countsAt(treatment, at), level)
    : compareMeans(momentsAt(control, at), momentsAt(treatment, at), level);
}

/** Where `compare` keeps its word. */
export function regionOf({ control, treatment }: ArmPair, { at, kind }: PlacedMetric): Region {
  return kind === 'proportion'
    ? proportionsRegion(countsAt(control, at), countsAt(treatment, at))
    : meansRegion(momentsAt(control, at), momentsAt(treatment, at));
}

/** Where the sequential interval keeps its word from this look on. */
export const sequentialRegionOf = ({ control, treatment }: ArmPair, { at }: PlacedMetric): Region =>
  sequentialRegion(momentsAt(control, at), momentsAt(treatment, at));

type Compared = ReturnType<typeof compare>;

function lift({ control, treatment }: ArmPair, { at, kind }: PlacedMetric, df: number) {
  const estimate = (arm: ArmSums) =>
    kind === 'proportion' ? estimatedShare(countsAt(arm, at)) : estimatedMean(momentsAt(arm, at));
  return fiellerLift({ control: estimate(control), treatment: estimate(treatment), df, level: 0.95 });
}

/** The always-valid interval of the absolute difference, undefined where the data define no standard error. */
export function sequentialOf(pair: ArmPair, metric: PlacedMetric, asked: { planned: number; alpha: number }) {
  const contrast = compare(pair, metric, 1 - asked.alpha);
  if (!contrast.ok || contrast.standardError === 0) return undefined;
  const { difference, standardError } = contrast;
  const units = pair.control.units + pair.treatment.units;
  return sequentialInterval({ difference, standardError, units, plannedUnits: asked.planned, alpha: asked.alpha });
}

function numbersOf(pair: ArmPair, metric: PlacedMetric, compared: Compared) {
  if (!compared.ok) {
    const nothing = { relative: null, relativeLow: null, relativeHigh: null, statistic: null, p: null };
    return { ciLow: null, ciHigh: null, standardError: null, ...nothing };
  }
  const { ciLow, ciHigh, standardError, control, treatment, statistic, p } = compared;
  const df = 'df' in compared ? compared.df : undefined;
  const ratio = lift(pair, metric, df ?? Number.POSITIVE_INFINITY);
  return {
    ciLow,
    ciHigh,
    ...('waldLow' in compared && { waldLow: compared.waldLow, waldHigh: compared.waldHigh }),
    standardError,
    relative: control === 0 ? null : treatment / control - 1,
    relativeLow: ratio.ok ? ratio.relativeLow : null,
    relativeHigh: ratio.ok ? ratio.relativeHigh : null,
    statistic,
    ...(df !== undefined && { df }),
    p,
  };
}

/** One treatment arm against control on one metric, but for the adjustment over all contrasts. */
export function contrastOf(arm: string, pair: ArmPair, metric: PlacedMetric, plan: ExperimentPlan): ExperimentContrast {
  const compared = compare(pair, metric, 0.95);
  const mean = (sums: ArmSums) => meanOf(momentsAt(sums, metric.at));
  const [control, treatment] = [mean(pair.control), mean(pair.treatment)];
  const sequential =
    plan.planned === undefined ? undefined : sequentialOf(pair, metric, { planned: plan.planned, alpha: 0.05 });
  const cuped =
    plan.covariate === undefined
      ? undefined
      : cupedContrast(pairedAt(pair.control, metric.at), pairedAt(pair.treatment, metric.at));
  return {
    arm,
    metric: metric.column,
    n: { control: pair.control.units, treatment: pair.treatment.units },
    control,
    treatment,
    difference: treatment - control,
    ...numbersOf(pair, metric, compared),
    pAdjusted: null,
    region: compared.ok ? regionOf(pair, metric) : compared,
    ...(sequential && { sequential }),
    ...(cuped?.ok && {
      cuped: {
        difference: cuped.difference,
        standardError: cuped.standardError,
        varianceReduction: cuped.varianceReduction,
      },
    }),
  };
}
