'use client';

import type { RowData } from '@tanstack/react-table';
import { type ReactNode, useSyncExternalStore } from 'react';
import { Skeleton, TableSkeleton } from '@/components/ui/skeleton';
import type { Column } from './columns';
import type { DataTableView } from './data-table-view';
import type { TableState } from './use-table-state';

export interface DataTableProps<Row extends RowData> {
  /** What the rows are, for screen readers: "Customers". */
  label: string;
  /** Stable between renders: a module constant or a memo. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  state: TableState;
  /** `server`: rows come filtered and sorted, page by page. `client`: all rows are here. */
  mode?: 'server' | 'client';
  status?: 'ready' | 'loading' | 'failed';
  onRetry?: () => void;
  /** Where a row leads: Enter, and the link in its name. */
  rowHref?: (row: Row) => string;
  /** Placeholder of the search; without it there is none. */
  search?: string;
  /** How many match in all, when the server says so. */
  total?: number;
  hasMore?: boolean;
  /** Ask for the next page; called again until `hasMore` is false, so ignore it while one is on its way. */
  onEnd?: () => void;
  /** The CSV of this filter, made on the server. */
  csvHref?: string;
  /** When there is nothing at all: an EmptyState. */
  empty: ReactNode;
  locale?: string;
}

type View = typeof DataTableView;

let view: View | undefined;
const waiting = new Set<() => void>();

async function load(): Promise<void> {
  const file = await import('./data-table-view');
  view = file.DataTableView;
  for (const tell of waiting) tell();
}

function subscribe(tell: () => void): () => void {
  waiting.add(tell);
  if (!view) void load();
  return () => waiting.delete(tell);
}

const shownAtOnce = 16;

/** The frame and as many grey rows as will come, so that nothing below moves. */
function Waiting<Row extends RowData>({ label, columns, rows }: DataTableProps<Row>) {
  return (
    <section className="min-w-0 rounded-md border border-border bg-surface" aria-label={label}>
      <div className="flex h-11 items-center border-b border-border px-3 max-md:h-[102px]">
        <Skeleton className="h-7 w-64" />
      </div>
      <div className="h-8 border-b border-border" />
      <div className="max-h-[calc(100vh-240px)] min-h-32 overflow-hidden">
        <TableSkeleton rows={Math.max(3, Math.min(shownAtOnce, rows.length))} columns={Math.min(6, columns.length)} />
      </div>
    </section>
  );
}

/**
 * Virtual rows, columns to pick, pin and resize, multi-sort, filters, density, all of it in the address.
 * The code of the table comes after the page, so that a page with a table is as light as one without.
 */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const Loaded = useSyncExternalStore(
    subscribe,
    () => view,
    () => undefined,
  );
  return Loaded ? <Loaded {...props} /> : <Waiting {...props} />;
}
