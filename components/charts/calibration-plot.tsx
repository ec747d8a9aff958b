'use client';

import { type ReactNode, useMemo } from 'react';
import { evidenceOf } from '@/components/evidence/evidence';
import type { Figure } from '@/components/evidence/figure';
import { ChartPanel } from './chart-panel';
import type { ChartSpec } from './spec';

export interface CalibrationBin {
  /** What was predicted, as written: "$160", "2 repeats". */
  label: string;
  /** Actual against predicted, 0 when it came as said. */
  estimate: number;
  low: number | null;
  high: number | null;
  n: number;
}

interface CalibrationPlotProps {
  title?: string;
  sub?: string;
  /** The answer sentence. */
  label: string;
  bins: readonly CalibrationBin[];
  /** Of the deviation: `share` reads "+10 %". */
  figure: Figure;
  /** "predicted per customer, tenth by tenth". */
  xTitle: string;
  need?: number;
  locale?: string;
  foot?: ReactNode;
}

const judge = (bin: CalibrationBin, need: number) => evidenceOf({ ...bin, reference: 0, need }, 'neither').kind;

function specOf({ label, bins, figure, xTitle, locale, need = 30 }: CalibrationPlotProps): ChartSpec {
  // Groups too small to read keep their place on the axis and get no mark.
  const shown = bins
    .map((bin, index) => ({ ...bin, x: index + 0.5, kind: judge(bin, need) }))
    .filter((bin) => bin.kind !== 'too_few');
  const reaches = shown.flatMap((bin) => [bin.low ?? bin.estimate, bin.high ?? bin.estimate].map(Math.abs));
  const reach = Math.max(0.01, ...reaches) * 1.08;
  return {
    label,
    locale,
    x: {
      min: 0,
      max: bins.length,
      ticks: bins.map((bin, index) => ({ value: index + 0.5, label: bin.label })),
      title: xTitle,
      name: (x) => bins[Math.floor(x)]?.label ?? '',
      heading: 'predicted',
    },
    y: { figure, min: -reach, max: reach, signed: true, named: [{ value: 0, label: 'as said' }] },
    series: [
      {
        id: 'deviation',
        name: 'actual against predicted',
        kind: 'dots',
        color: 'noise',
        colors: shown.map((bin) => (bin.kind === 'clear' ? 'watch' : 'noise')),
        hollow: shown.map((bin) => bin.kind === 'noise'),
        band: 'whiskers',
        points: shown.map(({ x, estimate, low, high, n }) => ({ x, y: estimate, low, high, n })),
      },
    ],
    marks: [{ kind: 'horizontal', y: 0 }],
  };
}

/** Actual against predicted by group: hollow where it came as said, amber where it clearly did not. */
export function CalibrationPlot(props: CalibrationPlotProps) {
  const spec = useMemo(() => specOf(props), [props]);
  return (
    <ChartPanel
      title={props.title ?? 'Calibration'}
      sub={props.sub ?? 'actual against predicted, 95 % intervals'}
      spec={spec}
      foot={props.foot}
      className="h-full"
    />
  );
}
