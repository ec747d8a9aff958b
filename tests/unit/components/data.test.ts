import { expect, test } from 'vitest';
import { choicesOf, mapOf, missingFields } from '@/components/imports/mapping-choices';
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
  expect(mapOf(choicesOf(columns, {}))).toEqual({ ordered_at: 'date' });
  expect(choicesOf(columns, { paid: 'ordered_at' })).toEqual({ date: '', paid: 'ordered_at' });
  expect(
    missingFields(
      [
        { name: 'ordered_at', required: true },
        { name: 'amount', required: false },
      ],
      { date: '' },
    ),
  ).toEqual(['ordered_at']);
});
