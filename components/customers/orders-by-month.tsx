'use client';

import { useMemo, useState } from 'react';
import { ChartPanel } from '@/components/charts/chart-panel';
import type { ChartSpec } from '@/components/charts/spec';
import { formatMonth } from '@/components/evidence/dates';
import { Segmented } from '@/components/ui/segmented';
import { everyMonth, type MonthSum } from './every-month';

type Measure = 'spend' | 'orders';

const mostTicks = 8;

function specOf(months: readonly MonthSum[], measure: Measure, currency: string, name: string): ChartSpec {
  const all = everyMonth(months);
  const every = Math.max(1, Math.ceil(all.length / mostTicks));
  const nameAt = (x: number) => formatMonth(`${all[Math.floor(x)]?.month ?? '1970-01'}-01`);
  return {
    label: `${measure === 'spend' ? 'Net spend' : 'Orders'} of ${name} by month`,
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
        name: measure === 'spend' ? 'Net spend' : 'Orders',
        kind: 'bars',
        color: 'flow-new',
        points: all.map((sum, index) => ({ x: index + 0.5, y: measure === 'spend' ? sum.spendMinor : sum.orders })),
      },
    ],
  };
}

/** What one customer bought, month by month; months without an order stand empty between the others. */
export function OrdersByMonth({
  months,
  currency,
  name,
}: {
  months: readonly MonthSum[];
  currency: string;
  name: string;
}) {
  const [measure, setMeasure] = useState<Measure>('spend');
  const spec = useMemo(() => specOf(months, measure, currency, name), [months, measure, currency, name]);
  return (
    <ChartPanel
      title="Orders by month"
      sub={measure === 'spend' ? 'net of refunds' : 'purchases'}
      spec={spec}
      height="h-[180px]"
      actions={
        <Segmented
          label="Measure"
          size="small"
          value={measure}
          onChange={setMeasure}
          options={[
            { value: 'spend', label: 'Spend' },
            { value: 'orders', label: 'Orders' },
          ]}
        />
      }
    />
  );
}
