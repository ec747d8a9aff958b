'use client';

import type { RowData } from '@tanstack/react-table';
import Link from 'next/link';
import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import { cx } from '@/components/ui/cx';
import { pinClass, usePinOffset } from './pinned';
import type { TableModel, TableRow } from './table-model';
import { useRowKeys } from './use-row-keys';
import type { Density } from './use-table-state';
import { useVisibleRows } from './use-visible-rows';

const heights = { comfortable: 40, dense: 32 };
const nearEnd = 10;

interface CellProps<Row extends RowData> {
  cell: ReturnType<TableRow<Row>['getVisibleCells']>[number];
  table: TableModel<Row>;
  /** The first cell carries the row's link. */
  href: string | undefined;
}

function Cell<Row extends RowData>({ cell, table, href }: CellProps<Row>) {
  const { column } = cell;
  const meta = column.columnDef.meta;
  const isPinned = column.getIsPinned() === 'start';
  const ref = usePinOffset<HTMLTableCellElement>(isPinned ? column.getStart('start') : null);
  return (
    <td
      ref={ref}
      className={cx(
        'truncate border-b border-border px-3 first:pl-4',
        meta?.align === 'right' && 'text-right',
        meta?.onPhones ? undefined : 'max-md:hidden',
        pinClass(isPinned),
        isPinned && 'bg-surface group-hover:bg-sunken group-focus-visible:bg-selected',
      )}
    >
      {href ? (
        <Link href={href} prefetch={false} tabIndex={-1} className="font-medium hover:underline">
          <table.FlexRender cell={cell} />
        </Link>
      ) : (
        <table.FlexRender cell={cell} />
      )}
    </td>
  );
}

interface BodyRowProps<Row extends RowData> {
  row: TableRow<Row>;
  index: number;
  table: TableModel<Row>;
  density: Density;
  href: string | undefined;
  reachable: boolean;
  measure: (element: HTMLTableRowElement | null) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function BodyRow<Row extends RowData>({
  row,
  index,
  table,
  density,
  href,
  reachable,
  measure,
  onKeyDown,
}: BodyRowProps<Row>) {
  const fixedId = table.getAllLeafColumns().find((column) => column.columnDef.meta?.fixed)?.id;
  return (
    <tr
      ref={measure}
      data-index={index}
      data-row={index}
      aria-rowindex={index + 2}
      tabIndex={reachable ? 0 : -1}
      onKeyDown={onKeyDown}
      className={cx(
        'group hover:bg-sunken focus-visible:bg-selected focus-visible:-outline-offset-2',
        density === 'dense' ? 'h-8 max-md:h-10' : 'h-10',
      )}
    >
      {row.getVisibleCells().map((cell) => (
        <Cell key={cell.id} cell={cell} table={table} href={cell.column.id === fixedId ? href : undefined} />
      ))}
      <td className="border-b border-border p-0" />
    </tr>
  );
}

/** Height that stands for the rows not drawn. */
function Spacer({ height }: { height: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td height={height} className="p-0" />
    </tr>
  ) : null;
}

interface TableBodyProps<Row extends RowData> {
  table: TableModel<Row>;
  scroll: RefObject<HTMLDivElement | null>;
  density: Density;
  rowHref?: (row: Row) => string;
  /** There is another page. */
  hasMore: boolean;
  onEnd: () => void;
}

/** Draws only the rows near the screen, and asks for the next page before its end is seen. */
export function TableBody<Row extends RowData>({
  table,
  scroll,
  density,
  rowHref,
  hasMore,
  onEnd,
}: TableBodyProps<Row>) {
  const { rows } = table.getRowModel();
  const seen = useVisibleRows({ count: rows.length, scroll, rowHeight: heights[density] });
  const isNearEnd = seen.mounted && seen.to >= rows.length - nearEnd;
  useEffect(() => {
    if (hasMore && isNearEnd) onEnd();
  }, [hasMore, isNearEnd, onEnd]);
  const hrefAt = (index: number) => {
    const row = rows[index];
    return row && rowHref ? rowHref(row.original) : undefined;
  };
  const keys = useRowKeys({ count: rows.length, scroll, show: seen.show, href: hrefAt });
  return (
    <tbody>
      <Spacer height={seen.before} />
      {rows.slice(seen.from, seen.to).map((row, offset) => {
        const index = seen.from + offset;
        return (
          <BodyRow
            key={row.id}
            row={row}
            index={index}
            table={table}
            density={density}
            href={hrefAt(index)}
            reachable={keys.reach === index}
            measure={seen.measure}
            onKeyDown={(event) => keys.onKeyDown(event, index)}
          />
        );
      })}
      <Spacer height={seen.after} />
    </tbody>
  );
}
