'use client';

import { useMemo } from 'react';
import type { Evidence } from '@/components/evidence/evidence';
import { toneOf } from '@/components/evidence/evidence';
import type { Figure } from '@/components/evidence/figure';
import { formatCount } from '@/components/evidence/format';
import { ChartPanel } from './chart-panel';
import type { Cohort, Period } from './cohort-grid/grid-model';
import { cohortName } from './cohort-grid/grid-model';
import type { ChartSpec, Mark, Point, Series } from './spec';
import type { TokenName } from './tokens';

interface RetentionCurvesProps {
  /** The answer sentence. */
  label: string;
  cohorts: readonly Cohort[];
  by: Period;
  figure: Figure;
  /** The cohort the answer is about, and the one it is compared with, by start. */
  subject: string;
  reference?: string;
  /** Their difference at the asked period: judged, and as written. */
  difference?: { period: number; evidence: Evidence; text: string };
  /** "months since joining". */
  xTitle: string;
  need?: number;
  locale?: string;
  onPick?: (start: string, period: number) => void;
}

const lineColors = { good: 'good', risk: 'risk', ink: 'accent', noise: 'accent', muted: 'accent' } as const;
const wordColors = { good: 'good-text', risk: 'risk-text', ink: 'text', noise: 'muted', muted: 'muted' } as const;

const half = 0.5;

/** Where hardly anyone comes back the fall from 100 % would hide all the rest: begin after the entering period. */
export function firstPeriod(cohorts: readonly Cohort[], figure: Figure): 0 | 1 {
  const later = cohorts.flatMap((cohort) =>
    cohort.cells.filter((cell) => cell.period > 0).map((cell) => cell.value ?? 0),
  );
  return figure.kind === 'share' && later.length > 0 && Math.max(...later) < half ? 1 : 0;
}

function pointsOf(cohort: Cohort, from: number): Point[] {
  return cohort.cells.flatMap((cell) =>
    cell.value === null || cell.period < from
      ? []
      : [
          {
            x: cell.period,
            y: cell.value,
            low: cell.ciLow,
            high: cell.ciHigh,
            n: cohort.size,
            complete: cell.complete,
          },
        ],
  );
}

interface Looks {
  props: RetentionCurvesProps;
  subjectColor: TokenName;
  from: number;
}

function seriesOf(cohort: Cohort, { props, subjectColor, from }: Looks): Series {
  const name = cohortName(cohort.start, props.by, props.locale);
  const base = { id: cohort.start, name, points: pointsOf(cohort, from) };
  const endLabel = `${name}, ${formatCount(cohort.size, { locale: props.locale })}`;
  if (cohort.start === props.subject)
    return {
      ...base,
      color: subjectColor,
      width: 2,
      band: 'area',
      endLabel,
      endLabelColor: subjectColor === 'risk' ? 'risk-text' : 'text',
    };
  if (cohort.start === props.reference) return { ...base, color: 'text', band: 'area', endLabel };
  return { ...base, color: 'axis', width: 1, opacity: 0.55 };
}

function gapOf({ cohorts, subject, reference, difference }: RetentionCurvesProps): Mark[] {
  const at = (start: string | undefined) =>
    cohorts.find((cohort) => cohort.start === start)?.cells.find((cell) => cell.period === difference?.period)?.value;
  const [from, to] = [at(reference), at(subject)];
  if (!difference || typeof from !== 'number' || typeof to !== 'number') return [];
  return [
    {
      kind: 'gap',
      x: difference.period,
      from,
      to,
      label: difference.text,
      color: wordColors[toneOf(difference.evidence)],
    },
  ];
}

function specOf(props: RetentionCurvesProps): ChartSpec {
  const { cohorts, need = 30, difference, by } = props;
  const subjectColor = difference ? lineColors[toneOf(difference.evidence)] : 'accent';
  // Cohorts too small to read make no line: the grid says why.
  const readable = cohorts.filter((cohort) => cohort.size >= need && cohort.cells.length > 0);
  const from = firstPeriod(readable, props.figure);
  const order = (cohort: Cohort) => [props.reference, props.subject].indexOf(cohort.start);
  const series = readable
    .toSorted((a, b) => order(a) - order(b))
    .map((cohort) => seriesOf(cohort, { props, subjectColor, from }));
  const last = Math.max(from + 1, ...readable.flatMap((cohort) => cohort.cells.map((cell) => cell.period)));
  const others = series.find(
    (one) => one.color === 'axis' && one.points.length === Math.max(...series.map((each) => each.points.length)),
  );
  return {
    label: props.label,
    locale: props.locale,
    x: {
      min: from,
      max: last,
      ticks: Array.from({ length: last + 1 - from }, (_, index) => ({
        value: index + from,
        label: String(index + from),
      })),
      title: props.xTitle,
      name: (period) => `${by} ${period}`,
      heading: by,
    },
    y: { figure: props.figure, max: props.figure.kind === 'share' && from === 0 ? 1 : undefined },
    series: series.map((one) => (one === others ? { ...one, endLabel: `other ${by}s`, endLabelColor: 'muted' } : one)),
    marks: gapOf(props),
  };
}

/** Two named curves with bands, the rest grey, their difference drawn at the asked period. */
export function RetentionCurves(props: RetentionCurvesProps) {
  const { onPick } = props;
  const spec = useMemo(() => specOf(props), [props]);
  return (
    <ChartPanel
      title="Curves"
      sub={`bands are 95 % intervals, dashes unfinished ${props.by}s`}
      spec={spec}
      onPick={onPick ? (period, start) => onPick(start ?? props.subject, period) : undefined}
      className="h-full"
    />
  );
}
