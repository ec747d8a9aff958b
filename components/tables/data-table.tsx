'use client';

import type { RowData } from '@tanstack/react-table';
import { useSyncExternalStore } from 'react';
import { Skeleton, TableSkeleton } from '@/components/ui/skeleton';
import type { DataTableProps, DataTableView } from './data-table-view';

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
