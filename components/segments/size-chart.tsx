'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ChartPanel } from '@/components/charts/chart-panel';
import type { ChartSpec } from '@/components/charts/spec';
import { formatDate, formatMonth } from '@/components/evidence/dates';
import { formatCount } from '@/components/evidence/format';
import { useTRPC } from '@/components/shell/api-provider';
import { Panel } from '@/components/ui/panel';
import { ChartSkeleton } from '@/components/ui/skeleton';
import { Failed } from '@/components/ui/states';
import type { Rule } from '@/db/schema/segments.constants';

const every = 3;

function specOf(sizes: readonly { day: string; count: number }[]): ChartSpec {
  const last = sizes.length - 1;
  const dayAt = (x: number) => sizes[Math.round(x)]?.day ?? '';
  return {
    label: 'Customers of the rule at the end of each month',
    x: {
      min: 0,
      max: Math.max(1, last),
      ticks: sizes.flatMap(({ day }, at) =>
        at % every === 0 && at < last - 1 ? [{ value: at, label: formatMonth(`${day.slice(0, 7)}-01`) }] : [],
      ),
      heading: 'day',
      name: (x) => formatDate(dayAt(x)),
    },
    y: { figure: { kind: 'count' }, min: 0 },
    series: [
      {
        id: 'size',
        name: 'Customers',
        kind: 'line',
        color: 'accent',
        width: 2,
        points: sizes.map(({ count }, x) => ({ x, y: count })),
        endLabel: formatCount(sizes.at(-1)?.count ?? 0),
      },
    ],
  };
}

/** The rule at the end of each of the last twelve months and now. */
export function SizeChart({ rule, enabled }: { rule: Rule; enabled: boolean }) {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.segments.history.queryOptions({ rule }),
    enabled,
    placeholderData: keepPreviousData,
  });
  const spec = useMemo(() => (query.data ? specOf(query.data) : undefined), [query.data]);
  if (spec)
    return (
      <ChartPanel
        title="Size"
        sub="this rule at each month’s end, traits as they are now"
        spec={spec}
        height="h-[200px]"
      />
    );
  return (
    <Panel title="Size" sub="this rule over the last 12 months">
      {query.isError ? (
        <Failed onRetry={() => void query.refetch()}>The sizes could not be read.</Failed>
      ) : (
        <div className="relative h-[200px]">
          <ChartSkeleton className="absolute inset-0" />
        </div>
      )}
    </Panel>
  );
}
