'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { asFilters, asIds, asSorts, asWidths, type Sort } from './table-url';

export const densities = ['comfortable', 'dense'] as const;
export type Density = (typeof densities)[number];

export interface TableView {
  /** Most important first. */
  sort: Sort[];
  search: string;
  /** By column id. */
  filters: Record<string, string>;
  hide: string[];
  /** Hidden from the start, picked by hand. */
  show: string[];
  pin: string[];
  widths: Record<string, number>;
  density: Density;
}

export interface TableState {
  view: TableView;
  change: (next: Partial<TableView>) => void;
}

interface TableDefaults {
  sort?: Sort[];
  /** The column that is pinned from the start. */
  pin?: string[];
}

/**
 * What a table shows, kept in the address: a link shows the same table, back undoes.
 * Give the result to DataTable and its `sort`, `search` and `filters` to the query.
 */
export function useTableState({ sort = [], pin = [] }: TableDefaults = {}): TableState {
  const [view, setView] = useQueryStates(
    {
      sort: asSorts.withDefault(sort),
      search: parseAsString.withDefault(''),
      filters: asFilters.withDefault({}),
      hide: asIds.withDefault([]),
      show: asIds.withDefault([]),
      pin: asIds.withDefault(pin),
      widths: asWidths.withDefault({}),
      density: parseAsStringLiteral(densities).withDefault('comfortable'),
    },
    { urlKeys: { search: 'q', filters: 'f', widths: 'w', density: 'rows' }, history: 'replace', throttleMs: 150 },
  );
  return { view, change: (next) => void setView(next) };
}
