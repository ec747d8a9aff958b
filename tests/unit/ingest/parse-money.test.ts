import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMoney, readCurrency } from '@/server/features/ingest/domain/parse-money';

const minor = (value: unknown, currency = 'USD') => {
  const { minor: size, rounded } = parseMoney('amount', value, currency);
  return [size, rounded];
};

describe('parseMoney', () => {
  it.each([
    ['29.33', 2933, false],
    ['-29.335', -2934, true],
    ['29.334999', 2933, true],
    ['29.335', 2934, true],
    ['.5', 50, false],
    ['7', 700, false],
    ['+7.', 700, false],
    ['-0', 0, false],
    ['-0.004', 0, true],
    ['1e3', 100_000, false],
    ['1.5e-1', 15, false],
    ['4e-3', 0, true],
    ['5e-3', 1, true],
    ['100000000000.00', 10_000_000_000_000, false],
    ['-1e11', -10_000_000_000_000, false],
    ['29.3300000', 2933, false],
  ])('reads %s', (text, size, rounded) => expect(minor(text)).toEqual([size, rounded]));

  it('uses the digits of the currency', () => {
    expect(minor('1234', 'JPY')).toEqual([1234, false]);
    expect(minor('1234.5', 'JPY')).toEqual([1235, true]);
    expect(minor('1.2345', 'KWD')).toEqual([1235, true]);
    expect(minor(0.1 + 0.2)).toEqual([30, true]);
  });

  it.each(['', '.', 'abc', '1,000.00', '$5', '1 000', 'NaN', 'Infinity', '0x10', '--1', '1e'])('refuses %j', (text) =>
    expect(() => minor(text)).toThrow('amount: is not a decimal number'),
  );

  it('refuses what would spoil sums', () => {
    expect(() => minor('100000000000.01')).toThrow('amount: is beyond ±10^13 minor units');
    expect(() => minor('-90071992547409.91')).toThrow('beyond');
    expect(() => minor('10000000000001', 'JPY')).toThrow('beyond');
    expect(() => minor('1e300')).toThrow('beyond');
    expect(minor('1e-300')).toEqual([0, true]);
  });

  it('is exact: equal to integer arithmetic on the digits', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 11n), 10n ** 11n), fc.integer({ min: 0, max: 6 }), (digits, places) => {
        const size = digits < 0n ? -digits : digits;
        const padded = size.toString().padStart(places + 1, '0');
        const text = `${digits < 0n ? '-' : ''}${padded.slice(0, padded.length - places)}.${padded.slice(padded.length - places)}`;
        const scale = 10n ** BigInt(places);
        const exact = (2n * size * 100n + scale) / (2n * scale);
        const [got] = minor(text);
        expect(got).toBe(Number(digits < 0n ? -exact : exact) + 0);
      }),
    );
  });

  it('knows currencies', () => {
    expect(readCurrency('currency', ' eur ', 'USD')).toBe('EUR');
    expect(readCurrency('currency', undefined, 'USD')).toBe('USD');
    expect(() => readCurrency('currency', 'EURO', 'USD')).toThrow('currency: is not an ISO 4217 currency');
  });
});
