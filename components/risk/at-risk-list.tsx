'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '@/components/shell/api-provider';
import { DataTable } from '@/components/tables/data-table';
import { useTableState } from '@/components/tables/use-table-state';
import type { AtRiskPage, RiskRun } from '@/server/features/risk/schemas';
import { atRiskColumns } from './at-risk-columns';

interface AtRiskListProps {
  workspace: { slug: string; currency: string };
  run: Pick<RiskRun, 'measure' | 'horizonDays'>;
  show: 'at_risk' | 'lost';
  /** The first page, read with the page. */
  first: AtRiskPage;
}

const pageRows = 100;

/** Customers by value at risk, page by page; a press opens the customer. */
export function AtRiskList({ workspace, run, show, first }: AtRiskListProps) {
  const trpc = useTRPC();
  const state = useTableState({ sort: [], pin: ['name'] });
  const query = useInfiniteQuery(
    trpc.risk.list.infiniteQueryOptions(
      { show, limit: pageRows },
      { getNextPageParam: (page) => page.next, initialData: { pages: [first], pageParams: [null] } },
    ),
  );
  const columns = useMemo(() => atRiskColumns(run, { currency: workspace.currency, show }), [run, workspace, show]);
  const rows = useMemo(() => query.data.pages.flatMap((page) => page.rows), [query.data]);
  return (
    <DataTable
      label={show === 'lost' ? 'Lost customers' : 'Customers at risk'}
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      state={state}
      status={query.isError ? 'failed' : 'ready'}
      onRetry={() => void query.refetch()}
      rowHref={(row) => `/${workspace.slug}/customers/${row.id}`}
      total={first.total}
      hasMore={query.hasNextPage}
      onEnd={() => {
        if (!query.isFetchingNextPage) void query.fetchNextPage();
      }}
      empty={null}
    />
  );
}
