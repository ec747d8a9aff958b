'use client';

import {
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  createSortedRowModel,
  metaHelper,
  type Row as ModelRow,
  type RowData,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  sortFn_text,
  tableFeatures,
  type Updater,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import { type Column, defaultSize, passes } from './columns';
import type { TableState, TableView } from './use-table-state';

export interface ColumnMeta {
  align: 'left' | 'right';
  onPhones: boolean;
  fixed: boolean;
}

const features = tableFeatures({
  columnVisibilityFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, text: sortFn_text, basic: sortFn_basic },
  columnMeta: metaHelper<ColumnMeta>(),
});
export type Features = typeof features;
export type TableRow<Row extends RowData> = ModelRow<Features, Row>;

const metaOf = <Row>(column: Column<Row>): ColumnMeta => ({
  align: column.align ?? 'left',
  onPhones: column.onPhones === true || column.fixed === true,
  fixed: column.fixed === true,
});

function definitions<Row extends RowData>(columns: readonly Column<Row>[]) {
  const helper = createColumnHelper<Features, Row>();
  return helper.columns(
    columns.map((column) =>
      helper.accessor((row) => column.value?.(row) ?? null, {
        id: column.id,
        header: column.header,
        cell: ({ row }) => column.cell(row.original),
        size: column.size ?? defaultSize,
        minSize: 56,
        maxSize: 900,
        enableSorting: column.sortable === true,
        enableHiding: column.fixed !== true,
        sortDescFirst: column.descendingFirst === true,
        sortUndefined: 'last',
        meta: metaOf(column),
      }),
    ),
  );
}

const apply = <T>(updater: Updater<T>, before: T): T =>
  typeof updater === 'function' ? (updater as (value: T) => T)(before) : updater;

/** Which columns the address hides or shows. */
export function visibilityOf<Row>(
  columns: readonly Column<Row>[],
  { hide, show }: Pick<TableView, 'hide' | 'show'>,
): Record<string, boolean> {
  return Object.fromEntries(
    columns.map((column) => [
      column.id,
      column.fixed === true || (column.hidden ? show.includes(column.id) : !hide.includes(column.id)),
    ]),
  );
}

interface TableModelOptions<Row> {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  state: TableState;
  /** `server`: rows come filtered and sorted. `client`: all rows are here. */
  mode: 'server' | 'client';
}

/** TanStack's model with its state held in the address. */
export function useTableModel<Row extends RowData>({ columns, rows, rowId, state, mode }: TableModelOptions<Row>) {
  const { view, change } = state;
  const defs = useMemo(() => definitions(columns), [columns]);
  const data = useMemo(
    () => (mode === 'client' ? rows.filter((row) => passes(row, columns, view)) : [...rows]),
    [mode, rows, columns, view],
  );
  const columnVisibility = useMemo(() => visibilityOf(columns, view), [columns, view]);
  const columnPinning = useMemo(() => ({ start: view.pin, end: [] }), [view.pin]);
  return useTable({
    features,
    columns: defs,
    data,
    getRowId: (row) => rowId(row),
    state: { sorting: view.sort, columnVisibility, columnPinning, columnSizing: view.widths },
    manualSorting: mode === 'server',
    columnResizeMode: 'onEnd',
    enableSortingRemoval: true,
    onSortingChange: (updater) => change({ sort: apply(updater, view.sort) }),
    onColumnSizingChange: (updater) => change({ widths: apply(updater, view.widths) }),
  });
}

export type TableModel<Row extends RowData> = ReturnType<typeof useTableModel<Row>>;
