'use client';

import { ListFilter, Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Input, Select } from '@/components/ui/field';
import { Popover } from '@/components/ui/popover';
import type { Column } from './columns';
import type { TableState } from './use-table-state';

const debounceMs = 200;

/** Types at once, asks a moment later. */
function useDebounced(value: string, commit: (value: string) => void): [string, (value: string) => void] {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => commit(text), debounceMs);
    return () => clearTimeout(timer);
  }, [text, value, commit]);
  return [text, setText];
}

export function TableSearch({ placeholder, state }: { placeholder: string; state: TableState }) {
  const [text, setText] = useDebounced(state.view.search, (search) => state.change({ search }));
  return (
    <span className="relative w-64 max-md:w-full">
      <Search className="icon-s absolute top-1/2 left-2.5 z-10 -translate-y-1/2 text-muted" aria-hidden />
      <Input
        small
        type="search"
        aria-label={placeholder}
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        className="[&_input]:pl-8"
      />
    </span>
  );
}

const without = (filters: Readonly<Record<string, string>>, id: string) =>
  Object.fromEntries(Object.entries(filters).filter(([key]) => key !== id));

function FilterField<Row>({ column, state }: { column: Column<Row>; state: TableState }) {
  const { filters } = state.view;
  const set = (value: string) =>
    state.change({ filters: value === '' ? without(filters, column.id) : { ...filters, [column.id]: value } });
  const [text, setText] = useDebounced(filters[column.id] ?? '', set);
  return (
    <Field label={column.header}>
      {column.filter?.kind === 'choice' ? (
        <Select value={filters[column.id] ?? ''} onChange={(event) => set(event.currentTarget.value)}>
          <option value="">any</option>
          {column.filter.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      ) : (
        <Input value={text} placeholder="contains" onChange={(event) => setText(event.currentTarget.value)} />
      )}
    </Field>
  );
}

const labelOf = <Row,>(column: Column<Row>, value: string): string =>
  (column.filter?.kind === 'choice'
    ? column.filter.options.find((option) => option.value === value)?.label
    : undefined) ?? value;

/** Filters by column, and what is filtered as chips that can be taken away. */
export function TableFilters<Row>({ columns, state }: { columns: readonly Column<Row>[]; state: TableState }) {
  const able = columns.filter((column) => column.filter);
  if (able.length === 0) return null;
  const { filters } = state.view;
  return (
    <>
      <Popover
        label="Filters"
        trigger={
          <Button size="small">
            <ListFilter aria-hidden /> Filter
          </Button>
        }
      >
        <div className="flex w-64 flex-col gap-3">
          {able.map((column) => (
            <FilterField key={column.id} column={column} state={state} />
          ))}
        </div>
      </Popover>
      {able.flatMap((column) => {
        const value = filters[column.id];
        return value === undefined
          ? []
          : [
              <Button
                key={column.id}
                size="small"
                variant="quiet"
                aria-label={`${column.header} ${labelOf(column, value)}, remove`}
                onClick={() => state.change({ filters: without(filters, column.id) })}
              >
                {column.header}: <b className="font-medium text-text">{labelOf(column, value)}</b>
                <X aria-hidden />
              </Button>,
            ];
      })}
    </>
  );
}
