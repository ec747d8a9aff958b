'use client';

import type { Header, RowData } from '@tanstack/react-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { cx } from '@/components/ui/cx';
import { pinClass, usePinOffset } from './pinned';
import type { Features, TableModel } from './table-model';

const widthStep = 16;

interface HeadCellProps<Row extends RowData> {
  header: Header<Features, Row, unknown>;
  /** More than one column sorts: show which comes first. */
  isMulti: boolean;
  onResize: (id: string, size: number) => void;
}

const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

function SortButton<Row extends RowData>({ header, isMulti }: Pick<HeadCellProps<Row>, 'header' | 'isMulti'>) {
  const { column } = header;
  const sorted = column.getIsSorted();
  const Arrow = sorted === 'desc' ? ArrowDown : ArrowUp;
  return (
    <button
      type="button"
      onClick={column.getToggleSortingHandler()}
      title="Sort; with Shift add to the sort"
      className={cx(
        'inline-flex max-w-full items-center gap-1 rounded-sm hover:text-text',
        column.columnDef.meta?.align === 'right' && 'flex-row-reverse',
        sorted !== false && 'font-medium text-text',
      )}
    >
      <span className="truncate">{String(column.columnDef.header)}</span>
      <Arrow className={cx('size-3 shrink-0', sorted === false && 'invisible')} aria-hidden />
      {isMulti && sorted !== false ? <span className="text-micro">{column.getSortIndex() + 1}</span> : null}
    </button>
  );
}

/** Drag, or arrow keys: 16 px a press. */
function ResizeHandle<Row extends RowData>({ header, onResize }: Pick<HeadCellProps<Row>, 'header' | 'onResize'>) {
  const { column } = header;
  const start = header.getResizeHandler();
  const byKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -widthStep, ArrowRight: widthStep }[event.key];
    if (!step) return;
    event.preventDefault();
    onResize(column.id, Math.min(900, Math.max(56, column.getSize() + step)));
  };
  return (
    <button
      type="button"
      aria-label={`Width of ${String(column.columnDef.header)}: drag, or press the arrow keys`}
      onMouseDown={start}
      onTouchStart={start}
      onKeyDown={byKey}
      className={cx(
        'absolute inset-y-1 right-0 w-2 cursor-col-resize touch-none rounded-sm border-r border-transparent hover:border-border-strong focus-visible:-outline-offset-1 max-md:hidden',
        column.getIsResizing() && 'border-accent',
      )}
    />
  );
}

function HeadCell<Row extends RowData>({ header, isMulti, onResize }: HeadCellProps<Row>) {
  const { column } = header;
  const meta = column.columnDef.meta;
  const sorted = column.getIsSorted();
  const ref = usePinOffset<HTMLTableCellElement>(column.getIsPinned() === 'start' ? column.getStart('start') : null);
  return (
    <th
      ref={ref}
      scope="col"
      aria-sort={sorted === false ? undefined : ariaSort[sorted]}
      className={cx(
        'relative h-8 border-b border-border bg-surface px-3 text-small font-normal text-muted first:pl-4',
        meta?.align === 'right' ? 'text-right' : 'text-left',
        meta?.onPhones ? undefined : 'max-md:hidden',
        pinClass(column.getIsPinned() === 'start'),
      )}
    >
      {column.getCanSort() ? (
        <SortButton header={header} isMulti={isMulti} />
      ) : (
        <span className="block truncate">{String(column.columnDef.header)}</span>
      )}
      <ResizeHandle header={header} onResize={onResize} />
    </th>
  );
}

interface TableHeadProps<Row extends RowData> {
  table: TableModel<Row>;
  onResize: (id: string, size: number) => void;
}

export function TableHead<Row extends RowData>({ table, onResize }: TableHeadProps<Row>) {
  const isMulti = table.state.sorting.length > 1;
  return (
    <thead className="sticky top-0 z-20">
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id}>
          {group.headers.map((header) => (
            <HeadCell key={header.id} header={header} isMulti={isMulti} onResize={onResize} />
          ))}
          {/* Takes the width that the columns leave over. */}
          <td className="border-b border-border bg-surface p-0" />
        </tr>
      ))}
    </thead>
  );
}
