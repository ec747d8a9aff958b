'use client';

import type { RowData } from '@tanstack/react-table';
import { Download } from 'lucide-react';
import { useRef } from 'react';
import { formatCount } from '@/components/evidence/format';
import { Button, buttonClass } from '@/components/ui/button';
import { TableSkeleton } from '@/components/ui/skeleton';
import { Failed } from '@/components/ui/states';
import { ColumnsPicker } from './columns-picker';
import { TableBody } from './table-body';
import { TableFilters, TableSearch } from './table-filters';
import { TableHead } from './table-head';
import { type TableModel, useTableModel } from './table-model';
import type { ReactNode } from 'react';
import type { Column } from './columns';
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

const nothing = () => undefined;

function Grid<Row extends RowData>({ table, props }: { table: TableModel<Row>; props: DataTableProps<Row> }) {
  const { label, state, total, rowHref, hasMore = false, onEnd = nothing } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const columns = table.getVisibleLeafColumns();
  const resize = (id: string, size: number) => state.change({ widths: { ...state.view.widths, [id]: size } });
  return (
    <div ref={scroll} className="max-h-[calc(100vh-208px)] min-h-40 overflow-auto">
      <table
        width={table.getTotalSize()}
        aria-label={label}
        aria-rowcount={total ?? table.getRowModel().rows.length}
        className="min-w-full table-fixed border-separate border-spacing-0 text-table max-md:w-full max-md:table-auto"
      >
        <colgroup>
          {columns.map((column) => (
            <col
              key={column.id}
              width={column.getSize()}
              className={column.columnDef.meta?.onPhones ? undefined : 'max-md:hidden'}
            />
          ))}
          <col />
        </colgroup>
        <TableHead table={table} onResize={resize} />
        <TableBody
          table={table}
          scroll={scroll}
          density={state.view.density}
          rowHref={rowHref}
          hasMore={hasMore}
          onEnd={onEnd}
        />
      </table>
    </div>
  );
}

function NoMatch({ state }: { state: TableState }) {
  return (
    <div className="flex items-center gap-3 px-4 py-6 text-table text-muted">
      Nothing matches the search and filters.
      <Button size="small" onClick={() => state.change({ search: '', filters: {} })}>
        Clear them
      </Button>
    </div>
  );
}

const isFiltered = ({ view }: TableState) => view.search !== '' || Object.keys(view.filters).length > 0;

function Body<Row extends RowData>({ table, props }: { table: TableModel<Row>; props: DataTableProps<Row> }) {
  const { columns, rows, state, status = 'ready', onRetry, empty } = props;
  if (status === 'loading' && rows.length === 0) return <TableSkeleton columns={Math.min(6, columns.length)} />;
  if (status === 'failed') {
    return (
      <div className="p-4">
        <Failed onRetry={onRetry}>The rows could not be loaded. Your filter is kept in the address.</Failed>
      </div>
    );
  }
  if (table.getRowModel().rows.length > 0) return <Grid table={table} props={props} />;
  return isFiltered(state) ? <NoMatch state={state} /> : <div className="p-4">{empty}</div>;
}

interface ToolbarProps<Row extends RowData>
  extends Pick<DataTableProps<Row>, 'columns' | 'state' | 'search' | 'csvHref' | 'locale'> {
  count: number | undefined;
}

function Toolbar<Row extends RowData>({ columns, state, search, csvHref, locale, count }: ToolbarProps<Row>) {
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-2 border-b border-border px-3 py-1.5">
      {search ? <TableSearch placeholder={search} state={state} /> : null}
      <TableFilters columns={columns} state={state} />
      <span className="ml-auto text-small text-muted" aria-live="polite">
        {count === undefined ? null : `${formatCount(count, { locale })} ${count === 1 ? 'row' : 'rows'}`}
      </span>
      <ColumnsPicker columns={columns} state={state} />
      {csvHref ? (
        <a href={csvHref} download className={buttonClass({ size: 'small' })}>
          <Download aria-hidden /> CSV
        </a>
      ) : null}
    </div>
  );
}

/** Virtual rows, columns to pick, pin and resize, multi-sort, filters, density, all of it in the address. */
export function DataTableView<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, state, mode = 'server', total } = props;
  const table = useTableModel({ columns, rows, rowId, state, mode });
  const count = mode === 'client' ? table.getRowModel().rows.length : total;
  return (
    <section className="min-w-0 rounded-md border border-border bg-surface" aria-label={label}>
      <Toolbar
        columns={columns}
        state={state}
        search={props.search}
        csvHref={props.csvHref}
        locale={props.locale}
        count={count}
      />
      <Body table={table} props={props} />
    </section>
  );
}
