import { interactionOf } from '@/server/stats/experiments';
import type { SegmentContrast, SegmentInteraction } from '../schemas';
import { type ArmPair, compare, type PlacedMetric, regionOf } from './contrast';
import type { ArmSums, ExperimentSums } from './sums';
import { adjustedP } from './adjusted-p';

interface Placed {
  column: string;
  value: string;
  arm: string;
  metric: PlacedMetric;
  pair: ArmPair;
}

/** Every segment that has units in both arms, in the order column, value, arm, metric. */
function placesOf(sums: ExperimentSums, control: string, metrics: readonly PlacedMetric[]): Placed[] {
  const segments = [...sums.segments].flatMap(([column, values]) =>
    [...values.keys()]
      .sort()
      .map((value) => ({ column, value, arms: values.get(value) ?? new Map<string, ArmSums>() })),
  );
  return segments.flatMap(({ column, value, arms }) => {
    const base = arms.get(control);
    if (!base) return [];
    const treated = [...arms].filter(([arm]) => arm !== control);
    return treated.flatMap(([arm, treatment]) =>
      metrics.map((metric) => ({ column, value, arm, metric, pair: { control: base, treatment } })),
    );
  });
}

const mean = (sums: ArmPair['control'], at: number) => (sums.metrics[at]?.sum ?? 0) / sums.units;

/** The difference of a segment by its own variances: the pooled one assumes what an interaction asks about. */
function differenceOf({ column, value, arm, metric, pair }: Placed): SegmentContrast {
  const compared = compare(pair, metric, 0.95);
  const shown = {
    column,
    value,
    arm,
    metric: metric.column,
    n: { control: pair.control.units, treatment: pair.treatment.units },
    difference: mean(pair.treatment, metric.at) - mean(pair.control, metric.at),
  };
  if (!compared.ok) return { ...shown, standardError: null, p: null, pAdjusted: null, region: compared };
  const p = 'pUnpooled' in compared ? compared.pUnpooled : compared.p;
  return { ...shown, standardError: compared.standardError, p, pAdjusted: null, region: regionOf(pair, metric) };
}

/** Differences inside segments; p adjusted over all segments and arms of the same metric. */
export function segmentContrasts(
  sums: ExperimentSums,
  control: string,
  metrics: readonly PlacedMetric[],
): SegmentContrast[] {
  const found = placesOf(sums, control, metrics).map(differenceOf);
  const adjusted = new Map(
    metrics.flatMap(({ column }) => {
      const own = found.filter(({ metric }) => metric === column);
      return adjustedP(own).map((pAdjusted, i) => [own[i], pAdjusted] as const);
    }),
  );
  return found.map((one) => ({ ...one, pAdjusted: adjusted.get(one) ?? null }));
}

/** Does the effect differ between the two values of a column? Columns with more values have no single answer. */
export function segmentInteractions(segments: readonly SegmentContrast[]): SegmentInteraction[] {
  const groups = new Map<string, SegmentContrast[]>();
  for (const one of segments) {
    const key = JSON.stringify([one.column, one.arm, one.metric]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((values) => {
    const [from, to] = values;
    if (values.length !== 2 || !from || !to || from.standardError === null || to.standardError === null) return [];
    const interaction = interactionOf(
      { difference: from.difference, standardError: from.standardError },
      { difference: to.difference, standardError: to.standardError },
    );
    if (!interaction.ok) return [];
    const { ok: _, ...numbers } = interaction;
    return [{ column: to.column, arm: to.arm, metric: to.metric, from: from.value, to: to.value, ...numbers }];
  });
}
