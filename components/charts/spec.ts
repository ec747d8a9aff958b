import type { Figure } from '@/components/evidence/figure';
import type { TokenName } from './tokens';

/** One point. Values in the unit of the chart's figure. */
export interface Point {
  x: number;
  y: number;
  low?: number | null;
  high?: number | null;
  /** Customers behind it. */
  n?: number;
  /** false while its period is not over: the line to it is dashed, a bar is hatched. */
  complete?: boolean;
}

export interface Series {
  id: string;
  /** In the tooltip, the table and the exports. */
  name: string;
  points: readonly Point[];
  kind?: 'line' | 'dots' | 'bars';
  /** The subject has a colour; the others stay `axis`. */
  color: TokenName;
  /** Per bar, where bars differ. */
  colors?: readonly TokenName[];
  width?: number;
  opacity?: number;
  /** Draw low and high: as a band, or as a whisker per dot. */
  band?: 'area' | 'whiskers';
  /** Dots that hold the reference are hollow. */
  hollow?: readonly boolean[];
  /** At the line's end, with a halo. */
  endLabel?: string;
  endLabelColor?: TokenName;
  /** Leave out of tooltip and table: helpers only. */
  silent?: boolean;
}

export type Mark =
  | { kind: 'vertical'; x: number; label?: string; side?: 'left' | 'right'; dashed?: boolean }
  | { kind: 'horizontal'; y: number; label?: string; color?: TokenName; dashed?: boolean }
  /** Part of the plot on sunken ground: what the model never saw. */
  | {
      kind: 'held-out';
      from: number;
      before: string;
      inside: string /** Where `inside` does not fit. */;
      short: string;
    }
  /** The difference between two values, drawn where it was asked. */
  | { kind: 'gap'; x: number; from: number; to: number; label: string; color: TokenName };

export interface Tick {
  value: number;
  label: string;
}

export interface ChartSpec {
  /** The answer sentence: what a screen reader hears instead of the picture. */
  label: string;
  x: {
    min: number;
    max: number;
    ticks: readonly Tick[];
    title?: string /** Of a value, in the tooltip and the table. */;
    name: (value: number) => string;
    heading: string;
  };
  y: {
    figure: Figure;
    min?: number;
    max?: number /** Shown instead of the formatted value at this tick. */;
    named?: readonly Tick[];
    signed?: boolean;
  };
  series: readonly Series[];
  marks?: readonly Mark[];
  locale?: string;
}

/** Every point of one x over all series that speak, highest first: what the tooltip shows. */
export function pointsAt(spec: ChartSpec, x: number): { series: Series; point: Point }[] {
  return spec.series
    .filter((series) => !series.silent)
    .flatMap((series) => series.points.filter((point) => point.x === x).map((point) => ({ series, point })))
    .sort((a, b) => b.point.y - a.point.y);
}

/** All x that hold a point, in order: where the crosshair stops. */
export const stops = (spec: ChartSpec): number[] =>
  [
    ...new Set(
      spec.series.filter((series) => !series.silent).flatMap((series) => series.points.map((point) => point.x)),
    ),
  ].sort((a, b) => a - b);

/** The stop nearest to a place on the axis. */
export function nearestStop(all: readonly number[], x: number): number | null {
  let best: number | null = null;
  for (const stop of all) if (best === null || Math.abs(stop - x) < Math.abs(best - x)) best = stop;
  return best;
}

export interface TableRow {
  series: string;
  x: string;
  y: number;
  low: number | null;
  high: number | null;
  n: number | null;
  complete: boolean;
}

/** The picture as rows, all digits: for "View as table" and the CSV. */
export function tableRows(spec: ChartSpec): TableRow[] {
  return spec.series
    .filter((series) => !series.silent)
    .flatMap((series) =>
      series.points.map(({ x, y, low = null, high = null, n = null, complete = true }) => ({
        series: series.name,
        x: spec.x.name(x),
        y,
        low,
        high,
        n: n ?? null,
        complete,
      })),
    );
}
