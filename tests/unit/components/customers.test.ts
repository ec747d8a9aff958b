import { expect, test } from 'vitest';
import { customerName, customerSentence } from '@/components/customers/customer-words';
import { everyMonth } from '@/components/customers/every-month';
import { plainText } from '@/components/evidence/words';

const now = Date.parse('2026-03-02T09:00:00Z');
const facts = {
  name: 'Ada',
  orders: 2,
  spendMinor: 123_45,
  unknownAmounts: 0,
  lastOrderAt: '2026-02-20T09:00:00Z',
  lastSeenAt: '2026-03-01T09:00:00Z',
};
const about = { currency: 'USD', timeZone: 'America/New_York', nowMs: now };
const say = (more: object) => plainText(customerSentence({ ...facts, ...more }, about)).replaceAll('\u00a0', ' ');

test('the headline says what was bought, for how much, how long ago', () => {
  expect(say({})).toBe('Ada has bought twice for $123 net of refunds, most recently 10 days ago.');
  expect(say({ orders: 1 })).toContain('bought once');
  expect(say({ orders: 1_200 })).toContain('bought 1,200 times');
  expect(say({ unknownAmounts: 2 })).toBe(
    'Ada has bought twice for amounts that are not known, most recently 10 days ago.',
  );
  expect(say({ lastOrderAt: '2025-10-11T02:00:00Z' })).toMatch(/, most recently on 10 Oct 2025\.$/);
  expect(say({ orders: 0, lastOrderAt: null, lastSeenAt: '2025-10-11T02:00:00Z' })).toBe(
    'Ada has not bought anything yet. They were last seen on 10 Oct 2025.',
  );
  expect(say({ orders: 0, lastOrderAt: null })).toBe(
    'Ada has not bought anything yet. They were last seen 24 hours ago.',
  );
  expect(say({ orders: 0, lastOrderAt: null, lastSeenAt: null })).toBe('Ada has not bought anything yet.');
});

test('a customer without a name goes by address, then by id', () => {
  expect(customerName({ name: null, email: 'a@example.com', externalId: 'x' })).toBe('a@example.com');
  expect(customerName({ name: '', email: null, externalId: 'x' })).toBe('x');
});

test('months without an order stand between the others, over the turn of a year', () => {
  const sum = (month: string) => ({ month, orders: 1, spendMinor: 5 });
  expect(everyMonth([sum('2025-11'), sum('2026-02')]).map(({ month, orders }) => [month, orders])).toEqual([
    ['2025-11', 1],
    ['2025-12', 0],
    ['2026-01', 0],
    ['2026-02', 1],
  ]);
  expect(everyMonth([])).toEqual([]);
});
