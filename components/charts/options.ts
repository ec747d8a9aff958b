import type { ChartData, ChartDataset, ChartOptions } from 'chart.js';
import { writeFigure, writeTick } from '@/components/evidence/figure';
import { niceTicks } from './labels';
import { hatchPattern } from './painters';
import type { ChartSpec, Series } from './spec';
import { type Tokens, withAlpha } from './tokens';

type Dataset = ChartDataset<'line' | 'bar', { x: number; y: number }[]>;
export type Data = ChartData<'line' | 'bar', { x: number; y: number }[]>;
export type Options = ChartOptions<'line' | 'bar'>;

function bars(series: Series, tokens: Tokens): Dataset {
  const fills = series.points.map((point, index) => {
    const fill = tokens[series.colors?.[index] ?? series.color];
    return point.complete === false ? hatchPattern(fill, tokens.surface) : fill;
  });
  return {
    type: 'bar',
    data: series.points.map(({ x, y }) => ({ x, y })),
    backgroundColor: fills,
    hoverBackgroundColor: fills,
    barPercentage: 0.95,
    categoryPercentage: 1,
    maxBarThickness: 64,
    borderRadius: 1,
    grouped: false,
  };
}

function dotsOf(series: Series, tokens: Tokens) {
  const colors = series.points.map((_, index) => tokens[series.colors?.[index] ?? series.color]);
  const hollow = (index: number) => series.hollow?.[index] === true;
  return {
    pointRadius: series.band === 'whiskers' ? 4 : 2.2,
    pointBackgroundColor: colors.map((color, index) => (hollow(index) ? tokens.surface : color)),
    pointBorderColor: colors,
    pointBorderWidth: series.points.map((_, index) => (hollow(index) ? 1.6 : 0)),
  };
}

function lines(series: Series, tokens: Tokens): Dataset {
  const color = withAlpha(tokens[series.color], series.opacity ?? 1);
  const isDots = series.kind === 'dots';
  return {
    type: 'line',
    data: series.points.map(({ x, y }) => ({ x, y })),
    showLine: !isDots,
    tension: 0,
    borderColor: color,
    borderWidth: series.width ?? 1.75,
    borderJoinStyle: 'round',
    // The line to an unfinished point is dashed.
    segment: { borderDash: ({ p1DataIndex }) => (series.points[p1DataIndex]?.complete === false ? [3, 3] : undefined) },
    ...(isDots ? dotsOf(series, tokens) : { pointRadius: 0 }),
    pointHoverRadius: isDots ? undefined : 0,
  };
}

export const datasets = (spec: ChartSpec, tokens: Tokens): Data => ({
  datasets: spec.series.map((series) => (series.kind === 'bars' ? bars(series, tokens) : lines(series, tokens))),
});

/** The ends of the value axis: what the points and bands reach, bars always from zero. */
export function yRange({ y, series }: ChartSpec): { min: number; max: number } {
  const values = series.flatMap((one) =>
    one.points.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]),
  );
  if (series.some((one) => one.kind === 'bars')) values.push(0);
  const min = y.min ?? Math.min(...values);
  const max = y.max ?? Math.max(...values);
  return max > min ? { min, max } : { min: min - 0.5, max: max + 0.5 };
}

/** Room for the longest label at a line's end. */
const rightRoom = (spec: ChartSpec): number => {
  const longest = Math.max(
    0,
    ...spec.series.map((series) => series.endLabel?.length ?? 0),
    ...(spec.marks ?? []).map((mark) => (mark.kind === 'horizontal' ? (mark.label?.length ?? 0) : 0)),
  );
  return longest === 0 ? 8 : 14 + longest * 6.6;
};

function yTicks(spec: ChartSpec, range: { min: number; max: number }) {
  const { figure, named = [], signed } = spec.y;
  const values = niceTicks(range.min, range.max);
  const options = { locale: spec.locale, signed };
  // Shares between whole per cents keep their decimal on the axis.
  const isRound = values.every((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-9);
  const write = (value: number) => {
    const label = named.find((tick) => tick.value === value)?.label;
    if (label) return label;
    if (figure.kind !== 'share') return writeTick(value, figure, options);
    // The axis names its unit once, at its highest tick.
    return writeFigure(value, figure, { ...options, n: isRound ? 1 : undefined, bare: value !== values.at(-1) });
  };
  return { values, write };
}

export function optionsOf(spec: ChartSpec, tokens: Tokens): Options {
  const range = yRange(spec);
  const ticks = yTicks(spec, range);
  const font = { family: tokens.font, size: 11 };
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    events: [],
    layout: { padding: { right: rightRoom(spec), top: 8 } },
    scales: {
      x: {
        type: 'linear',
        min: spec.x.min,
        max: spec.x.max,
        // A bar dataset would shift the axis by half a bar.
        offset: false,
        border: { display: false },
        grid: { display: false, offset: false },
        title: { display: spec.x.title !== undefined, text: spec.x.title, color: tokens.muted, font },
        afterBuildTicks: (axis) => {
          axis.ticks = spec.x.ticks.map(({ value }) => ({ value }));
        },
        ticks: {
          color: tokens.muted,
          font,
          maxRotation: 0,
          autoSkipPadding: 12,
          callback: (value) => spec.x.ticks.find((tick) => tick.value === value)?.label ?? '',
        },
      },
      y: {
        min: Math.min(range.min, ticks.values[0] ?? range.min),
        max: range.max,
        border: { display: false },
        grid: { color: tokens.grid, drawTicks: false },
        afterBuildTicks: (axis) => {
          axis.ticks = ticks.values.map((value) => ({ value }));
        },
        ticks: { color: tokens.muted, font, padding: 8, callback: (value) => ticks.write(Number(value)) },
      },
    },
  };
}
