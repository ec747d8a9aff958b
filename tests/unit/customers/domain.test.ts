import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell, csvLine } from '@/server/platform/csv';
import { decodeCursor, encodeCursor } from '@/server/platform/cursor';

test('a cursor comes back as it went, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
      fc.nat(),
      (value, no) => {
        expect(decodeCursor(encodeCursor([value, no]))).toEqual([Object.is(value, -0) ? 0 : value, no]);
      },
    ),
  );
  for (const text of ['', 'x', btoa('[]'), btoa('{"a":1}'), btoa('[1,-1]'), btoa('[1,1.5]')])
    expect(decodeCursor(text)).toBeUndefined();
});

test('cells are quoted where needed and never start a formula', () => {
  expect(csvLine(['a', 1, null, 'x,y', 'say "hi"', '=1+1', '-2', '@x', '+1'])).toBe(
    'a,1,,"x,y","say ""hi""",\'=1+1,\'-2,\'@x,\'+1\r\n',
  );
  expect(csvCell('=HYPERLINK("http://x";"y")')).toBe('"\'=HYPERLINK(""http://x"";""y"")"');
});
