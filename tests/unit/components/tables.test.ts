import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, passes } from '@/components/tables/columns';
import { visibilityOf } from '@/components/tables/table-model';
import {
  parseFilters,
  parseIds,
  parseSorts,
  parseWidths,
  writeFilters,
  writeIds,
  writeSorts,
  writeWidths,
} from '@/components/tables/table-url';

interface Row {
  name: string;
  country: string;
  spend: number | null;
}
const columns: Column<Row>[] = [
  { id: 'name', header: 'Customer', cell: (row) => row.name, value: (row) => row.name, fixed: true },
  {
    id: 'country',
    header: 'Country',
    cell: (row) => row.country,
    value: (row) => row.country,
    filter: { kind: 'choice', options: [{ value: 'GB', label: 'United Kingdom' }] },
  },
  {
    id: 'spend',
    header: 'Spend',
    cell: (row) => row.spend,
    value: (row) => row.spend,
    hidden: true,
    filter: { kind: 'text' },
  },
];
const row: Row = { name: 'Halyard Freight', country: 'GB', spend: null };

describe('the address of a table', () => {
  const id = fc.stringMatching(/^[a-z][\w-]{0,10}$/);

  it('gives back every sort, column, width and filter it was given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ id, desc: fc.boolean() })),
        (sorts) => void expect(parseSorts(writeSorts(sorts))).toEqual(sorts),
      ),
    );
    fc.assert(fc.property(fc.array(id), (ids) => void expect(parseIds(writeIds(ids))).toEqual(ids)));
    fc.assert(
      fc.property(
        fc.dictionary(id, fc.integer({ min: 56, max: 900 })),
        (widths) => void expect(parseWidths(writeWidths(widths))).toEqual({ ...widths }),
      ),
    );
    const value = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(
        fc.dictionary(id, value),
        (filters) => void expect(parseFilters(writeFilters(filters))).toEqual({ ...filters }),
      ),
    );
  });

  it('drops what no table ever wrote', () => {
    expect(parseSorts('spend.desc,name.sideways,.asc,a b.asc')).toEqual([{ id: 'spend', desc: true }]);
    expect(parseWidths('name:240,spend:5,email:99999,last:x')).toEqual({ name: 240 });
    expect(parseFilters('country:GB,:x,nothing,spend:')).toEqual({ country: 'GB' });
    expect(parseFilters('country:100%')).toEqual({ country: '100%' });
  });
});

describe('rows held by the page', () => {
  it('pass when the search stands in any column, without case', () => {
    expect(passes(row, columns, { search: 'freight', filters: {} })).toBe(true);
    expect(passes(row, columns, { search: 'atlas', filters: {} })).toBe(false);
  });

  it('pass when every filter does: choices whole, texts inside, unknown columns ignored', () => {
    expect(passes(row, columns, { search: '', filters: { country: 'gb' } })).toBe(true);
    expect(passes(row, columns, { search: '', filters: { country: 'g' } })).toBe(false);
    expect(passes(row, columns, { search: '', filters: { spend: '1' } })).toBe(false);
    expect(passes(row, columns, { search: '', filters: { gone: '1' } })).toBe(true);
  });
});

describe('columns', () => {
  it('can be hidden and shown, the name never hidden', () => {
    expect(visibilityOf(columns, { hide: [], show: [] })).toEqual({ name: true, country: true, spend: false });
    expect(visibilityOf(columns, { hide: ['name', 'country'], show: ['spend'] })).toEqual({
      name: true,
      country: false,
      spend: true,
    });
  });
});
