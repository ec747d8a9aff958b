import { describe, expect, test } from 'vitest';
import { streams } from '@/db/schema/ingest.constants';
import { guessMapping, guessStream } from '@/server/features/imports/domain/guess-mapping';
import { mapRow, planMapping } from '@/server/features/imports/domain/plan-mapping';
import { streamShapes } from '@/server/features/ingest/domain/stream-fields';

const orders = streamShapes.orders.fields;
const cdnow = ['master_id', 'sample_id', 'date', 'cds', 'amount'];

function plan(map: Record<string, string>, set: Record<string, string> = {}, columns: readonly string[] = cdnow) {
  return planMapping({ columns, fields: orders, map, set });
}

describe('mapping', () => {
  test('mapped, same-named and further columns', () => {
    const answer = plan({ customer_id: 'sample_id', ordered_at: 'date' });
    if (!answer.ok) throw new Error(answer.problem);
    expect(mapRow(answer.plan, ['4', '1', '1997-01-01', '2', ' 29.33 '], 1)).toEqual({
      customer_id: '1',
      ordered_at: '1997-01-01',
      amount: '29.33',
      master_id: '4',
      cds: '2',
    });
  });

  test('row numbers, fixed values and names written otherwise', () => {
    const answer = plan({ id: '@row' }, { currency: 'EUR' }, ['Customer ID', 'orderedAt', 'AMOUNT']);
    if (!answer.ok) throw new Error(answer.problem);
    expect(mapRow(answer.plan, ['7', '2026-01-01', '5'], 12)).toEqual({
      customer_id: '7',
      ordered_at: '2026-01-01',
      amount: '5',
      id: '12',
      currency: 'EUR',
    });
  });

  test('a column that bears the name of a field read from elsewhere keeps its values', () => {
    const answer = plan({ customer_id: 'buyer' }, {}, ['customer_id', 'buyer', 'ordered_at', '__proto__']);
    if (!answer.ok) throw new Error(answer.problem);
    const row = mapRow(answer.plan, ['a', 'b', '2026-01-01', 'x'], 1);
    expect(Object.entries(row)).toEqual([
      ['customer_id', 'b'],
      ['ordered_at', '2026-01-01'],
      ['customer_id (column)', 'a'],
      ['__proto__', 'x'],
    ]);
  });

  test.each([
    [{ buyer: 'date' }, {}, 'There is no field buyer.'],
    [{ customer_id: 'nobody' }, {}, 'The file has no column nobody.'],
    [{ customer_id: 'sample_id' }, {}, 'The field ordered_at must come from a column.'],
    [{ amount: 'cds' }, { amount: '1' }, 'The field amount is both mapped and set.'],
  ])('refuses %j %j', (map, set, problem) => {
    const answer = plan(map, set);
    expect(answer.ok ? '' : answer.problem).toContain(problem);
  });
});

describe('guesses', () => {
  const samples = [['4'], ['1'], ['1997-01-01'], ['2'], ['29.33']];

  test('name, other name, values', () => {
    expect(guessMapping(orders, ['customer', 'when', 'amount'], [['7'], ['1997-01-01'], ['3.5']])).toEqual([
      { column: 'customer', field: 'customer_id', confidence: 0.9 },
      { column: 'when', field: 'ordered_at', confidence: 0.6 },
      { column: 'amount', field: 'amount', confidence: 1 },
    ]);
    expect(guessMapping(orders, cdnow, samples).find((guess) => guess.field === 'ordered_at')?.column).toBe('date');
  });

  test('values that cannot be lower the confidence', () => {
    const [guess] = guessMapping(orders, ['amount'], [['abc', '3', 'x', 'y']]);
    expect(guess).toEqual({ column: 'amount', field: undefined, confidence: 0 });
  });

  test('the stream', () => {
    const all = streams.map((stream) => ({ stream, fields: streamShapes[stream].fields }));
    const guess = (columns: string[], samples: string[][] = columns.map(() => [])) =>
      guessStream(all, { columns, samples }, 'orders').stream;
    expect(guess(['customer_id', 'date', 'amount'])).toBe('orders');
    expect(guess(['id', 'name', 'email', 'country'])).toBe('customers');
    expect(guess(['subscription_id', 'customer_id', 'start_date', 'end_date', 'plan', 'mrr'])).toBe('subscriptions');
    expect(guess(['event', 'customer_id', 'timestamp'])).toBe('events');
    expect(guess(['contact_id', 'account_id', 'email', 'role'])).toBe('contacts');
    expect(guess(['channel', 'month', 'amount'])).toBe('spend');
    expect(guess(['id', 'customer_id', 'opened_at', 'subject'])).toBe('tickets');
    expect(guess(['invoice', 'client', 'bought', 'paid'], [['7'], ['a'], ['2026-01-05'], ['1.5']])).toBe('orders');
  });
});

test('one broken row among many does not hide the column of days', () => {
  const days = ['10/02/2026', ...Array.from({ length: 19 }, () => '2026-01-05')];
  const [, day] = guessMapping(orders, ['client', 'bought'], [['a'], days]);
  expect(day?.field).toBe('ordered_at');
  expect(day?.confidence).toBeCloseTo(0.57);
  const [, none] = guessMapping(orders, ['client', 'bought'], [['a'], days.slice(0, 5)]);
  expect(none?.field).toBeUndefined();
});

test('a column that is kept stays under its own name although a field is called the same', () => {
  const fields = [
    { name: 'customer_id', required: true },
    { name: 'amount', required: false },
  ];
  const answer = planMapping({ columns: ['customer_id', 'amount'], fields, map: {}, set: {}, keep: ['amount'] });
  expect(answer).toEqual({
    ok: true,
    plan: {
      fields: [{ name: 'customer_id', from: { column: 0 } }],
      extras: [{ name: 'amount (column)', column: 1 }],
    },
  });
});
