'use client';

import { type ReactNode, useMemo } from 'react';
import { type Figure, writeFigure, writeTick } from '@/components/evidence/figure';
import { formatCount } from '@/components/evidence/format';
import { ChartPanel } from './chart-panel';
import { niceTicks } from './labels';
import type { ChartSpec, Tick } from './spec';
import type { TokenName } from './tokens';

export interface Bin {
  from: number;
  to: number;
  count: number;
  /** 0 to 3, lowest to highest: value tiers. */
  tier?: number;
}

interface HistogramProps {
  title: string;
  sub?: string;
  /** The answer sentence. */
  label: string;
  bins: readonly Bin[];
  /** Of the values on the axis. */
  figure: Figure;
  /** "customers": what is counted. */
  noun: string;
  /** Median and mean: solid and dashed lines with their labels. */
  markers?: readonly { value: number; label: string; dashed?: boolean; side?: 'left' | 'right' }[];
  locale?: string;
  actions?: ReactNode;
  foot?: ReactNode;
  onPick?: (bin: Bin) => void;
}

const tierColors: readonly TokenName[] = ['heat-3', 'heat-4', 'heat-6', 'heat-8'];
const mostTicks = 7;

/** Bins of any width get one column each; a value stands inside its bin in proportion, so a log scale stays readable. */
export function binPosition(bins: readonly Bin[], value: number): number {
  const index = bins.findIndex((bin) => value < bin.to);
  const bin = bins[index];
  if (!bin) return bins.length;
  const isLog = bin.from > 0 && bin.to / bin.from > 1.2;
  const share = isLog
    ? Math.log(Math.max(value, bin.from) / bin.from) / Math.log(bin.to / bin.from)
    : (value - bin.from) / (bin.to - bin.from);
  return index + Math.min(1, Math.max(0, share));
}

function axisTicks(bins: readonly Bin[], write: (value: number) => string): Tick[] {
  const [first, last] = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1];
  const isLog = first > 0 && last / first > 50;
  const powers = Array.from({ length: 16 }, (_, power) => [10 ** power, 3 * 10 ** power]).flat();
  const values = isLog
    ? powers.filter((value) => value >= first && value <= last)
    : niceTicks(first, last, mostTicks).filter((value) => value >= first);
  return values.map((value) => ({ value: binPosition(bins, value), label: write(value) }));
}

// The labels of the markers stand above the columns.
const headroom = 1.14;

function specOf({ label, bins, figure, noun, markers = [], locale }: HistogramProps): ChartSpec {
  const write = (value: number) => writeFigure(value, figure, { locale, n: 1 });
  const tick = (value: number) => writeTick(value, figure, { locale });
  const highest = Math.max(1, ...bins.map((bin) => bin.count));
  const binAt = (x: number) => bins[Math.floor(x)];
  return {
    label,
    locale,
    x: {
      min: 0,
      max: bins.length,
      ticks: axisTicks(bins, tick),
      heading: 'from to',
      name: (x) => {
        const bin = binAt(x);
        return bin ? `${write(bin.from)} to ${write(bin.to)}` : '';
      },
    },
    y: { figure: { kind: 'count' }, min: 0, max: markers.length > 0 ? highest * headroom : undefined },
    series: [
      {
        id: 'bins',
        name: noun,
        kind: 'bars',
        color: 'heat-6',
        colors: bins.map((bin) => tierColors[bin.tier ?? 2] ?? 'heat-6'),
        points: bins.map((bin, index) => ({ x: index + 0.5, y: bin.count })),
      },
    ],
    marks: markers.map(({ value, label: words, dashed, side }) => ({
      kind: 'vertical',
      x: binPosition(bins, value),
      label: words,
      dashed,
      side,
    })),
  };
}

/** How values are spread, with median and mean marked and tiers by shade. */
export function Histogram(props: HistogramProps) {
  const spec = useMemo(() => specOf(props), [props]);
  const { onPick, bins } = props;
  const pick = (x: number) => {
    const bin = bins[Math.floor(x)];
    if (bin) onPick?.(bin);
  };
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  return (
    <ChartPanel
      title={props.title}
      sub={props.sub ?? `${formatCount(total, { locale: props.locale })} ${props.noun}`}
      spec={spec}
      actions={props.actions}
      foot={props.foot}
      onPick={onPick ? pick : undefined}
      className="h-full"
    />
  );
}
