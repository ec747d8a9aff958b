'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '@/components/shell/api-provider';
import { DataTable } from '@/components/tables/data-table';
import { type TableState, useTableState } from '@/components/tables/use-table-state';
import { customerSorts } from '@/db/schema/customers.constants';
import type { CustomerPage, CustomerSummary } from '@/server/features/customers/schemas';
import { customerColumns } from './customer-list-columns';
import { customersCsvHref } from './customer-list-words';

interface CustomerListProps {
  workspace: { slug: string; currency: string; timezone: string };
  summary: CustomerSummary;
  /** The first page in the usual order, read with the page. */
  first: CustomerPage;
  /** Only those in this segment. */
  segment: string | undefined;
}

const usualSort = [{ id: 'last_order', desc: true }];
const pageRows = 100;

/** The server sorts by one column: the one pressed last. */
function useCustomerTable(): TableState {
  const state = useTableState({ sort: usualSort, pin: ['name'] });
  return {
    view: state.view,
    change: ({ sort, ...rest }) => state.change(sort ? { ...rest, sort: sort.slice(-1) } : rest),
  };
}

function askedOf({ view }: TableState) {
  const [sort] = view.sort;
  return {
    search: view.search.trim().slice(0, 200),
    sort: customerSorts.find((name) => name === sort?.id) ?? 'last_order',
    descending: sort?.desc ?? true,
    country: view.filters.country,
    channel: view.filters.channel,
  };
}

/** Everyone, page by page, as the address says: search, filters, order, columns. */
export function CustomerList({ workspace, summary, first, segment }: CustomerListProps) {
  const trpc = useTRPC();
  const state = useCustomerTable();
  const asked = { ...askedOf(state), segment };
  const isUsual =
    asked.search === '' && asked.sort === 'last_order' && asked.descending && !asked.country && !asked.channel;
  const query = useInfiniteQuery(
    trpc.customers.list.infiniteQueryOptions(
      { ...asked, limit: pageRows },
      {
        getNextPageParam: (page) => page.next,
        placeholderData: keepPreviousData,
        ...(isUsual ? { initialData: { pages: [first], pageParams: [null] } } : {}),
      },
    ),
  );
  const columns = useMemo(() => customerColumns(workspace, summary), [workspace, summary]);
  const pages = query.data?.pages ?? [];
  const rows = useMemo(() => (query.data?.pages ?? []).flatMap((page) => page.rows), [query.data]);
  return (
    <DataTable
      label="Customers"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      state={state}
      status={query.isError ? 'failed' : query.isPending ? 'loading' : 'ready'}
      onRetry={() => void query.refetch()}
      rowHref={(row) => `/${workspace.slug}/customers/${row.id}`}
      search="Name, e-mail or id"
      total={pages[0]?.total}
      hasMore={query.hasNextPage}
      onEnd={() => {
        if (!query.isFetchingNextPage) void query.fetchNextPage();
      }}
      csvHref={customersCsvHref(workspace.slug, asked)}
      empty={null}
    />
  );
}
