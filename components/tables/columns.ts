import type { ReactNode } from 'react';

/** A column of a DataTable. The page says what stands in it; the table does the rest. */
export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** For sorting and filtering when the table holds every row; servers do it themselves. */
  value?: (row: Row) => string | number | null;
  /** Width in px. */
  size?: number;
  align?: 'right';
  sortable?: boolean;
  /** The first press sorts downwards: amounts, dates. */
  descendingFirst?: boolean;
  filter?: ColumnFilter;
  /** The name: always shown, pinned from the start. */
  fixed?: boolean;
  /** Not shown until it is picked. */
  hidden?: boolean;
  /** Stays on phones; give it to the name and one number. */
  onPhones?: boolean;
}

export type ColumnFilter = { kind: 'text' } | { kind: 'choice'; options: readonly { value: string; label: string }[] };

export const defaultSize = 140;

/** Does a row pass the search and every filter? Text matches inside, choices match whole, both without case. */
export function passes<Row>(
  row: Row,
  columns: readonly Column<Row>[],
  asked: { search: string; filters: Readonly<Record<string, string>> },
): boolean {
  const text = (column: Column<Row>) => String(column.value?.(row) ?? '').toLowerCase();
  const search = asked.search.trim().toLowerCase();
  if (search && !columns.some((column) => text(column).includes(search))) return false;
  return Object.entries(asked.filters).every(([id, wanted]) => {
    const column = columns.find((candidate) => candidate.id === id);
    if (!column?.filter) return true;
    return column.filter.kind === 'choice'
      ? text(column) === wanted.toLowerCase()
      : text(column).includes(wanted.toLowerCase());
  });
}
