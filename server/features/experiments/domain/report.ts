import { sampleRatio, verdictOf, type VerdictInput } from '@/server/stats/experiments';
import type { ExperimentPlan, ExperimentReport } from '../schemas';
import { adjustedP } from './adjusted-p';
import {
  type ArmPair,
  compare,
  contrastOf,
  type PlacedMetric,
  regionOf,
  sequentialOf,
  sequentialRegionOf,
} from './contrast';
import { segmentContrasts, segmentInteractions } from './segments';
import { type ArmSums, type ExperimentSums, noUnits } from './sums';

const ALPHA = 0.05;

interface Arm {
  arm: string;
  units: number;
  share: number;
}

/** Arms of the plan and of the file with their planned shares, control first, equal where none are planned. */
function armsOf({ control, shares }: ExperimentPlan, found: ReadonlyMap<string, ArmSums>): Arm[] {
  const names = [...new Set([control, ...Object.keys(shares ?? {}), ...found.keys()])];
  const total = names.reduce((sum, name) => sum + (shares?.[name] ?? 1), 0);
  return names.map((arm) => ({ arm, units: found.get(arm)?.units ?? 0, share: (shares?.[arm] ?? 1) / total }));
}

/** What the verdict looks at in one arm, at the level left when `compared` arms share α (Bonferroni). */
function judged(
  pair: ArmPair,
  metric: PlacedMetric,
  asked: { compared: number; planned: number | undefined },
): VerdictInput['contrast'] {
  const alpha = ALPHA / asked.compared;
  const contrast = compare(pair, metric, 1 - alpha);
  const region = asked.planned === undefined ? regionOf(pair, metric) : sequentialRegionOf(pair, metric);
  if (!contrast.ok) return contrast;
  if (!region.ok) return region;
  const { difference } = contrast;
  const always =
    asked.planned === undefined ? undefined : sequentialOf(pair, metric, { planned: asked.planned, alpha });
  const { ciLow, ciHigh, p } = always ?? contrast;
  return { ok: true, difference, ciLow, ciHigh, p: Math.min(1, p * asked.compared) };
}

/** The verdict is about the primary metric; of several treatments about the one with the clearest difference. */
function verdict(
  plan: ExperimentPlan,
  pairs: ReadonlyMap<string, ArmPair>,
  about: { primary: PlacedMetric; srm: VerdictInput['sampleRatio'] },
): ExperimentReport['verdict'] {
  const asked = { compared: pairs.size, planned: plan.planned };
  const [first] = [...pairs]
    .map(([arm, pair]) => ({ arm, contrast: judged(pair, about.primary, asked) }))
    .sort((a, b) => (a.contrast.ok ? a.contrast.p : 2) - (b.contrast.ok ? b.contrast.p : 2));
  if (!first) return { word: 'too_small_to_tell', reason: 'The file holds no treated unit to compare with control.' };
  const said = verdictOf({
    contrast: first.contrast,
    sampleRatio: about.srm,
    alpha: ALPHA,
    ...(plan.smallest !== undefined && { smallest: plan.smallest }),
    better: 'higher',
  });
  const of = pairs.size > 1 ? `${first.arm}, the clearest of ${pairs.size} treatments: ` : '';
  return { word: said.word, reason: `${of}${said.reason}` };
}

/** The whole read-out of an experiment from its sums. Throws RangeError on shares that do not fit the arms. */
export function reportOf(plan: ExperimentPlan, sums: ExperimentSums): ExperimentReport {
  const metrics = plan.metrics.map((metric, at) => ({ ...metric, at }));
  const [primary] = metrics;
  if (!primary) throw new RangeError('a plan has a metric');
  const control = sums.arms.get(plan.control) ?? noUnits(metrics.length);
  const treatments = [...sums.arms].filter(([arm]) => arm !== plan.control);
  const pairs = new Map(treatments.map(([arm, treatment]) => [arm, { control, treatment }]));
  const arms = armsOf(plan, sums.arms);
  const ratio = sampleRatio(
    arms.map(({ units }) => units),
    arms.map(({ share }) => share),
  );
  if (!ratio.ok) throw new RangeError('a report needs a unit');
  const { chiSquare, df, p, mismatch } = ratio;
  const contrasts = [...pairs].flatMap(([arm, pair]) => metrics.map((metric) => contrastOf(arm, pair, metric, plan)));
  const adjusted = adjustedP(contrasts);
  const segments = segmentContrasts(sums, plan.control, metrics);
  return {
    srm: { chiSquare, df, p, mismatch },
    contrasts: contrasts.map((contrast, i) => ({ ...contrast, pAdjusted: adjusted[i] ?? null })),
    segments,
    interactions: segmentInteractions(segments),
    verdict: verdict(plan, pairs, { primary, srm: ratio }),
    arms,
  };
}
