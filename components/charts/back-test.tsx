'use client';

import { useMemo } from 'react';
import { formatDate, formatMonth } from '@/components/evidence/dates';
import { type Figure, writeFigure } from '@/components/evidence/figure';
import { ChartPanel } from './chart-panel';
import type { ChartSpec, Point, Series } from './spec';

export interface BackTestModel {
  id: string;
  name: string;
  /** Cumulative, one per day of `days`. */
  values: readonly number[];
  /** Ends of its interval, where it gives one. */
  low?: readonly (number | null)[];
  high?: readonly (number | null)[];
}

interface BackTestProps {
  title?: string;
  sub?: string;
  /** The answer sentence. */
  label: string;
  /** Last day of each step, YYYY-MM-DD. */
  days: readonly string[];
  /** What happened, cumulative. */
  actual: readonly number[];
  models: readonly BackTestModel[];
  /** The model that is used; the others stay grey. */
  chosen: string;
  /** The first index that was held out. */
  split: number;
  figure: Figure;
  locale?: string;
}

const mostTicks = 5;

function modelSeries(model: BackTestModel, { chosen, figure, locale }: BackTestProps): Series {
  const points: Point[] = model.values.map((y, x) => ({ x, y, low: model.low?.[x], high: model.high?.[x] }));
  const last = model.values.at(-1);
  const words = last === undefined ? undefined : `${model.name} ${writeFigure(last, figure, { locale })}`;
  if (model.id !== chosen)
    return {
      id: model.id,
      name: model.name,
      points,
      color: 'axis',
      width: 1.25,
      endLabel: words,
      endLabelColor: 'muted',
    };
  return {
    id: model.id,
    name: model.name,
    points,
    color: 'accent',
    width: 2,
    band: 'area',
    endLabel: words,
    endLabelColor: 'accent',
  };
}

function specOf(props: BackTestProps): ChartSpec {
  const { days, actual, models, figure, locale, split } = props;
  const every = Math.max(1, Math.ceil((days.length - 1) / (mostTicks - 1)));
  const last = actual.at(-1);
  const order = (model: BackTestModel) => (model.id === props.chosen ? 1 : 0);
  return {
    label: props.label,
    locale,
    x: {
      min: 0,
      max: Math.max(1, days.length - 1),
      ticks: days.flatMap((day, index) =>
        index % every === 0 ? [{ value: index, label: formatMonth(day, locale) }] : [],
      ),
      name: (index) => formatDate(days[index] ?? days[0] ?? '1970-01-01', locale),
      heading: 'until',
    },
    y: { figure, min: 0 },
    series: [
      ...models.toSorted((a, b) => order(a) - order(b)).map((model) => modelSeries(model, props)),
      {
        id: 'actual',
        name: 'actual',
        kind: 'dots',
        color: 'text',
        points: actual.map((y, x) => ({ x, y })),
        endLabel: last === undefined ? undefined : `actual ${writeFigure(last, figure, { locale })}`,
      },
    ],
    marks: [{ kind: 'held-out', from: split, before: 'fitted', inside: 'held out, never fitted', short: 'held out' }],
  };
}

/** What the model said against what happened; the part it never saw stands on sunken ground. */
export function BackTest(props: BackTestProps) {
  const spec = useMemo(() => specOf(props), [props]);
  return (
    <ChartPanel
      title={props.title ?? 'Back-test'}
      sub={props.sub ?? 'cumulative; dots are what happened'}
      spec={spec}
      className="h-full"
    />
  );
}
