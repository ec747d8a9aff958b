import { expect, test } from 'vitest';
import { customerListSentence, customersCsvHref } from '@/components/customers/customer-list-words';
import { plainText } from '@/components/evidence/words';
import { wilsonInterval } from '@/server/stats/cohort';

const say = (customers: number, buyers: number, repeatBuyers: number) =>
  plainText(
    customerListSentence({
      customers,
      buyers,
      repeatBuyers,
      repeatShare: wilsonInterval(repeatBuyers, buyers),
      countries: [],
      channels: [],
    }),
  ).replaceAll('\u00a0', ' ');

test('the headline says how many there are, how many came back and how sure that is', () => {
  expect(say(2357, 2357, 946)).toBe(
    '2,357 customers, 946 of them bought more than once: 40.1 % (95 % interval 38.2 to 42.1).',
  );
  expect(say(9000, 4000, 400)).toBe(
    '9,000 customers; 4,000 bought, 400 of them bought more than once: 10.0 % (95 % interval 9.1 to 11.0).',
  );
});

test('a share of few is not said, and of nobody there is none', () => {
  expect(say(29, 29, 9)).toBe('29 customers, 9 of them bought more than once.');
  expect(say(1, 0, 0)).toBe('1 customer; none of them has bought anything yet.');
  expect(say(0, 0, 0)).toContain('Nobody is here yet');
});

test('the address of the CSV holds what is asked and nothing empty', () => {
  expect(customersCsvHref('acme', { search: 'a b&c', sort: 'name', descending: false, country: undefined })).toBe(
    '/api/customers/acme?search=a+b%26c&sort=name&descending=false',
  );
});
