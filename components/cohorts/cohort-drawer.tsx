'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Shapes } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { formatCount, formatShare } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import { segmentAddress } from '@/components/segments/segment-words';
import { useTRPC } from '@/components/shell/api-provider';
import { Button, ButtonLink } from '@/components/ui/button';
import { Drawer } from '@/components/ui/drawer';
import { Segmented } from '@/components/ui/segmented';
import { Skeleton } from '@/components/ui/skeleton';
import { Failed } from '@/components/ui/states';
import type { Cohort, CohortCell, CohortSpec } from '@/server/features/cohorts/schemas';
import { ruleOfCell } from '@/server/features/cohorts/domain/cell-rule';
import { cohortWords, periodWords } from './cohort-words';

interface CohortDrawerProps {
  slug: string;
  spec: CohortSpec;
  currency: string;
  cohort: Cohort;
  cell: CohortCell;
  onClose: () => void;
}

/** Who is behind a cell: those of the cohort that came back in the period, and those that did not. */
export function CohortDrawer({ slug, spec, currency, cohort, cell, onClose }: CohortDrawerProps) {
  const trpc = useTRPC();
  const [side, setSide] = useState<'in' | 'out'>('in');
  const query = useInfiniteQuery(
    trpc.cohorts.customers.infiniteQueryOptions(
      { spec, start: cohort.start, period: cell.period, side },
      { getNextPageParam: (page) => page.next, initialCursor: 0 },
    ),
  );
  const rule = ruleOfCell(spec, { start: cohort.start, period: cell.period, side });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const title = `${cohortWords(cohort.start, spec.by)}, ${periodWords(cell.period, spec.by)}`;
  return (
    <Drawer
      open
      onOpenChange={(open) => open || onClose()}
      title={title}
      sub={`${formatCount(cell.customers)} of ${formatCount(cohort.size)}, ${formatShare(cell.customers / cohort.size, { n: cohort.size })}`}
    >
      <div className="flex flex-wrap items-center gap-2 border-b border-border px-5 py-3">
        <Segmented
          label="Which customers"
          size="small"
          value={side}
          onChange={setSide}
          options={[
            { value: 'in', label: `Came back ${formatCount(cell.customers)}` },
            { value: 'out', label: `Did not ${formatCount(cohort.size - cell.customers)}` },
          ]}
        />
        <ButtonLink size="small" className="ml-auto" href={segmentAddress(slug, rule)} prefetch={false}>
          <Shapes aria-hidden /> Save as segment
        </ButtonLink>
      </div>
      {query.isPending ? <Skeleton className="m-5 h-40" /> : null}
      {query.isError ? (
        <div className="p-5">
          <Failed onRetry={() => void query.refetch()}>The customers could not be read.</Failed>
        </div>
      ) : null}
      <CustomerRows slug={slug} currency={currency} rows={rows} />
      {query.hasNextPage ? (
        <div className="p-3 text-center">
          <Button
            size="small"
            variant="quiet"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      ) : null}
    </Drawer>
  );
}

interface CustomerRowsProps {
  slug: string;
  currency: string;
  rows: readonly { id: string; externalId: string; name: string; email: string; orders: number; spendMinor: number }[];
}

function CustomerRows({ slug, currency, rows }: CustomerRowsProps) {
  return (
    <table className="tbl dense">
      <thead>
        <tr>
          <th scope="col">Customer</th>
          <th scope="col" className="r">
            Orders
          </th>
          <th scope="col" className="r">
            Net spend
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" className="font-normal">
              <Link href={`/${slug}/customers/${row.id}`} className="hover:underline">
                {row.name || row.email || row.externalId}
              </Link>
            </th>
            <td className="r">{formatCount(row.orders)}</td>
            <td className="r">{formatMoney(row.spendMinor, currency, { exact: true })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
