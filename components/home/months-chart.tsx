'use client';

import { useMemo, useState } from 'react';
import { ChartPanel } from '@/components/charts/chart-panel';
import type { ChartSpec } from '@/components/charts/spec';
import { everyMonth } from '@/components/customers/every-month';
import { formatMonth } from '@/components/evidence/dates';
import { Segmented } from '@/components/ui/segmented';
import type { Home } from '@/server/features/home/schemas';

type Measure = 'spend' | 'orders';
type Shown = Pick<Home, 'months' | 'soFar'>;

const mostTicks = 8;
const titles = { spend: 'Net revenue by month', orders: 'Orders by month' };

function specOf({ months, soFar }: Shown, measure: Measure, currency: string): ChartSpec {
  const all = everyMonth(months);
  const every = Math.max(1, Math.ceil(all.length / mostTicks));
  const nameAt = (x: number) => formatMonth(`${all[Math.floor(x)]?.month ?? soFar.month}-01`);
  return {
    label: titles[measure],
    x: {
      min: 0,
      max: all.length,
      ticks: all.flatMap((_, index) => (index % every === 0 ? [{ value: index + 0.5, label: nameAt(index) }] : [])),
      heading: 'month',
      name: nameAt,
    },
    y: { figure: measure === 'spend' ? { kind: 'money', currency } : { kind: 'count' } },
    series: [
      {
        id: measure,
        name: measure === 'spend' ? 'Net revenue' : 'Orders',
        kind: 'bars',
        color: 'flow-new',
        points: all.map((sum, index) => ({
          x: index + 0.5,
          y: measure === 'spend' ? sum.spendMinor : sum.orders,
          complete: sum.month < soFar.month || soFar.days === soFar.of,
        })),
      },
    ],
  };
}

/** What was bought month by month; the month that is not over is hatched. */
export function MonthsChart({ months, soFar, currency }: Shown & { currency: string }) {
  const [measure, setMeasure] = useState<Measure>('spend');
  const spec = useMemo(() => specOf({ months, soFar }, measure, currency), [months, soFar, measure, currency]);
  return (
    <ChartPanel
      title={titles[measure]}
      sub={measure === 'spend' ? `net of refunds, ${currency}` : 'purchases'}
      spec={spec}
      actions={
        <Segmented
          label="Measure"
          size="small"
          value={measure}
          onChange={setMeasure}
          options={[
            { value: 'spend', label: 'Revenue' },
            { value: 'orders', label: 'Orders' },
          ]}
        />
      }
    />
  );
}
