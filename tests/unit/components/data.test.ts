import { expect, test } from 'vitest';
import { askedOf, choicesFrom, choicesOf, missingFields } from '@/components/imports/mapping-choices';
import { secondsLeft } from '@/components/imports/seconds-left';
import { undoWords } from '@/components/imports/undo-words';
import { addLedgers, countReasons, dataSentence } from '@/components/sources/data-words';
import { lastHours } from '@/components/sources/hours';
import { plainText } from '@/components/evidence/words';

const ledger = { received: 10, stored: 7, duplicate: 1, rejected: 2 };

test('the headline says whether all is accounted for and why something was refused', () => {
  expect(plainText(dataSentence({ received: 0, stored: 0, duplicate: 0, rejected: 0 }, []))).toContain(
    'Nothing has arrived yet',
  );
  expect(plainText(dataSentence({ ...ledger, stored: 9, rejected: 0 }, []))).toContain('none of it was rejected');
  expect(plainText(dataSentence(ledger, [{ reason: 'currency is missing', count: 2 }]))).toContain(
    '2 records were rejected, all because currency is missing.',
  );
  expect(plainText(dataSentence({ ...ledger, stored: 8, rejected: 1 }, [{ reason: 'x', count: 1 }]))).toContain(
    '1 record was rejected',
  );
});

test('ledgers add up and reasons are counted, conflicts apart', () => {
  expect(addLedgers([ledger, ledger])).toEqual({ received: 20, stored: 14, duplicate: 2, rejected: 4 });
  const rows = ['a', 'b', 'b'].map((reason) => ({ reason, conflicting: false }));
  expect(countReasons([...rows, { reason: 'c', conflicting: true }])).toEqual([
    { reason: 'b', count: 2 },
    { reason: 'a', count: 1 },
  ]);
});

test('hours without records stand as zeros, the current hour last', () => {
  const now = Date.parse('2026-03-02T09:30:00Z');
  const count = (at: string, sourceId = 's') => ({ sourceId, at: new Date(at), received: 5, rejected: 1 });
  const hours = lastHours(
    [
      count('2026-03-02T09:00:00Z'),
      count('2026-03-01T10:00:00Z'),
      count('2026-03-01T09:00:00Z'),
      count('2026-03-02T08:00:00Z', 'other'),
    ],
    's',
    now,
  );
  expect(hours).toHaveLength(24);
  expect(hours.map((hour) => hour.received)).toEqual([5, ...Array.from({ length: 22 }, () => 0), 5]);
});

test('a field taken by hand is given up by the column that was guessed for it', () => {
  const columns = [
    { column: 'date', field: 'ordered_at' },
    { column: 'paid', field: undefined },
  ];
  const asked = askedOf(choicesOf(columns, {}), { currency: 'GBP', id: '@row', channel: ' ' });
  expect(asked).toEqual({ map: { ordered_at: 'date', id: '@row' }, set: { currency: 'GBP' }, keep: ['paid'] });
  expect(choicesFrom(columns, asked)).toEqual({
    choices: { date: 'ordered_at', paid: '' },
    values: { currency: 'GBP', id: '@row' },
  });
  expect(choicesOf(columns, { paid: 'ordered_at' })).toEqual({ date: '', paid: 'ordered_at' });
  const fields = [
    { name: 'ordered_at', required: true },
    { name: 'amount', required: false },
  ];
  const nothing = askedOf({ date: '' }, {});
  expect(missingFields({ fields, oneOf: [] }, nothing)).toEqual(['ordered_at']);
  expect(missingFields({ fields, oneOf: ['customer_id', 'contact_id'] }, asked)).toEqual(['customer_id or contact_id']);
});

test('time left follows the pace seen, and is not told before there is one', () => {
  const first = { atMs: 0, bytes: 100 };
  expect(secondsLeft(first, { atMs: 1_000, bytes: 600 }, 1_100)).toBeUndefined();
  expect(secondsLeft(first, { atMs: 5_000, bytes: 100 }, 1_100)).toBeUndefined();
  expect(secondsLeft(first, { atMs: 5_000, bytes: 600 }, 1_100)).toBe(5);
});

test('an undo says what goes, what falls back and what stays, and nothing that there is not', () => {
  const none = { records: 1, fallBack: 0, customers: 0, drawn: 0, laterDuplicates: 0 };
  expect(undoWords(none)).toEqual([
    '1 stored row goes.',
    'No customer goes: all of them are known from elsewhere too.',
  ]);
  expect(undoWords({ records: 1_200, fallBack: 2, customers: 1, drawn: 3, laterDuplicates: 9 })).toEqual([
    '1,200 stored rows go.',
    '1 customer exists only because of this file and goes with it.',
    '2 records keep what came from elsewhere.',
    '3 customers stay, because a campaign drew them.',
    'Later files had 9 rows that counted as seen before. Where this file was what they had been seen in, import those files again.',
  ]);
});
