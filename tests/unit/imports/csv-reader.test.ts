import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvReader, longestRow } from '@/server/features/imports/domain/csv-reader';

const comma = { delimiter: ',', newline: '\n' as const };

function read(text: string, pieces: number[] = [], shape: ConstructorParameters<typeof CsvReader>[0] = comma) {
  const reader = new CsvReader(shape);
  const rows = [];
  let at = 0;
  for (const size of pieces) {
    rows.push(...reader.push(text.slice(at, at + size)));
    at += size;
  }
  rows.push(...reader.push(text.slice(at)), ...reader.end());
  return rows;
}

const cells = (text: string, pieces?: number[]) => read(text, pieces).map((row) => row.problem ?? row.cells);

describe('csv reader', () => {
  test.each([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r\n1,"2"\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r\n\r\n1,\r\n',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    [
      '"a ""x"" ","two\nlines"\n,',
      [
        ['a "x" ', 'two\nlines'],
        ['', ''],
      ],
    ],
    ['1,5" pipe\n', [['1', '5" pipe']]],
    ['"",""', [['', '']]],
  ])('reads %j', (text, want) => {
    expect(cells(text)).toEqual(want);
  });

  test('one stray quote costs one row, not the rest of the file', () => {
    expect(cells('a,b\n1,"2\n3,4\n5,6\n')).toEqual([['a', 'b'], 'quote_not_closed', ['3', '4'], ['5', '6']]);
    expect(cells('a,b\n1,"x"y\n3,4\n')).toEqual([['a', 'b'], 'text_after_quote', ['3', '4']]);
    const many = `a,b\n1,"2\n${'3,4\n'.repeat(20_000)}`;
    const rows = read(
      many,
      Array.from({ length: 40 }, () => 1_000),
    );
    expect(rows.filter((row) => row.problem).length).toBe(1);
    expect(rows.length).toBe(20_002);
  });

  test('a row that is too long is refused and named, the next one is read', () => {
    const long = 'x'.repeat(3 * longestRow);
    const rows = read(`a,b\n1,${long}\n3,4\n`, [10, 40_000, 40_000]);
    expect(rows.map((row) => row.problem ?? row.cells)).toEqual([['a', 'b'], 'too_long', ['3', '4']]);
    expect(rows[1]?.raw.length).toBeLessThanOrEqual(longestRow);
  });

  test('old Mac line ends', () => {
    expect(read('a;b\r1;2\r', [], { delimiter: ';', newline: '\r' }).map((r) => r.cells)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r\n', ' ', ';', '𝒳'), maxLength: 8 });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

  test('equals csv-parse on every well-formed file, however the text is cut', () => {
    fc.assert(
      fc.property(table, fc.array(fc.integer({ min: 1, max: 9 })), fc.constantFrom('\n', '\r\n'), (rows, cuts, eol) => {
        const text = rows.map((row) => row.map(quoted).join(',')).join(eol);
        const want = parse(text, { relax_column_count: true });
        expect(cells(text, cuts)).toEqual(want);
        expect(cells(text, cuts)).toEqual(rows);
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });

  test('any text at all: cutting never changes what is read', () => {
    const any = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', '""'), maxLength: 40 });
    fc.assert(
      fc.property(any, fc.array(fc.integer({ min: 1, max: 5 })), (text, cuts) => {
        expect(read(text, cuts)).toEqual(read(text));
      }),
      { seed: 11, numRuns: 5_000 },
    );
  });
});
