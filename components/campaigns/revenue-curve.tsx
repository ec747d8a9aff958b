'use client';

import { useMemo } from 'react';
import { ChartPanel } from '@/components/charts/chart-panel';
import type { ChartSpec } from '@/components/charts/spec';
import { evidenceOf, toneOf } from '@/components/evidence/evidence';
import { formatNumber } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import type { RevenuePoint } from '@/server/features/campaigns/schemas';

interface RevenueCurveProps {
  points: readonly RevenuePoint[];
  windowDays: number;
  currency: string;
}

const colors = { good: 'good', risk: 'risk', ink: 'accent', noise: 'axis', muted: 'axis' } as const;
const dayName = (day: number): string => {
  const text = formatNumber(day, Number.isInteger(day) ? 0 : 1);
  return day === 0 ? 'launch' : `${text} d`;
};

function specOf({ points, windowDays, currency }: RevenueCurveProps): ChartSpec {
  const last = points.at(-1);
  const tone = last
    ? toneOf(evidenceOf({ estimate: last.minor, low: last.ciLow, high: last.ciHigh, reference: 0 }, 'higher'))
    : 'muted';
  const words = last ? formatMoney(last.minor, currency) : '';
  return {
    label: `Incremental revenue ${words} after ${windowDays} days`,
    x: {
      min: 0,
      max: windowDays,
      ticks: [...new Set([0, Math.round(windowDays / 2), windowDays])].map((day) => ({
        value: day,
        label: dayName(day),
      })),
      name: dayName,
      heading: 'since assignment',
    },
    y: { figure: { kind: 'money', currency } },
    series: [
      {
        id: 'incremental',
        name: 'incremental revenue',
        points: points.map(({ day, minor, ciLow, ciHigh }) => ({ x: day, y: minor, low: ciLow, high: ciHigh })),
        color: colors[tone],
        width: 2,
        band: 'area',
        endLabel: words,
        endLabelColor: tone === 'noise' ? 'muted' : 'text',
      },
    ],
    marks: [{ kind: 'horizontal', y: 0 }],
  };
}

/** How the money came in over the window, with its band. */
export function RevenueCurve(props: RevenueCurveProps) {
  const spec = useMemo(() => specOf(props), [props]);
  return (
    <ChartPanel
      title="Incremental revenue"
      sub="all treated together, cumulative, each day that can be read with its interval"
      spec={spec}
      height="h-[240px]"
    />
  );
}
