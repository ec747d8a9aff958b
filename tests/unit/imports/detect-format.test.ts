import { describe, expect, test } from 'vitest';
import { columnNames, detectEncoding, detectHeader, detectShape } from '@/server/features/imports/domain/detect-format';

const bytes = (text: string, encoding: BufferEncoding) => Uint8Array.from(Buffer.from(text, encoding));

describe('encoding', () => {
  test.each([
    ['utf-8', bytes('id,name\n1,Zoë\n', 'utf8'), true],
    ['utf-8', bytes('\uFEFFid,name\n1,Zoë\n', 'utf8'), true],
    ['utf-16le', bytes('\uFEFFid,name\n', 'utf16le'), false],
    ['utf-16le', bytes('id,name\n1,Zoë\n', 'utf16le'), true],
    ['utf-16be', Uint8Array.from(Buffer.from('id,name\n1,Zoë\n', 'utf16le').swap16()), true],
    ['windows-1252', bytes('id,name\n1,Zoë\n', 'latin1'), false],
  ] as const)('%s', (want, head, isUtf8) => {
    expect(detectEncoding(head, isUtf8)).toBe(want);
  });
});

describe('separator', () => {
  test.each([
    ['a,b\n1,2\n', ','],
    ['a;b;c\n1,5;2;3\n2,5;4;5\n', ';'],
    ['a\tb\n1,000\t2\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['name\nSmith\n', ','],
    ['id,text\n1,"a;b;c"\n2,"d;e;f"\n', ','],
  ])('%j', (text, delimiter) => {
    expect(detectShape(text)).toEqual({ delimiter, newline: '\n' });
  });

  test('old Mac line ends', () => {
    expect(detectShape('a,b\r1,2\r')).toEqual({ delimiter: ',', newline: '\r' });
  });
});

describe('header', () => {
  test('words are names, numbers and dates are data', () => {
    expect(detectHeader(['customer', 'date', 'amount'], [])).toBe(true);
    expect(detectHeader(['17', '1997-01-01', '29.33'], [])).toBe(false);
    expect(detectHeader(['A17', '01/02/1997'], [])).toBe(false);
  });

  test('a name the caller asked for settles it', () => {
    expect(detectHeader(['2024', '2025'], ['2025'])).toBe(true);
  });

  test('columns without a name and with one used before get one of their own', () => {
    expect(columnNames(['\uFEFFid', '', 'id'], true)).toEqual(['id', 'column 2', 'id (2)']);
    expect(columnNames(['1', '2'], false)).toEqual(['column 1', 'column 2']);
  });
});
