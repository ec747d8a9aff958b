import { minorDigitsOf } from '@/db/schema/currencies.constants';
import { refuse } from './refusal';

export interface Money {
  minor: number;
  currency: string;
}

const decimal = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Largest single amount, in minor units: 10^11 dollars or 10^13 yen. A write key is public, so a caller must not be able
 * to make sums that no longer are exact: below this about 900 of the largest add up within 2^53.
 */
const LARGEST_MINOR = 1e13;

/** A currency code in capitals, `fallback` where there is none. */
export function readCurrency(field: string, value: unknown, fallback: string): string {
  if (value === undefined || value === null || value === '') return fallback;
  const code = typeof value === 'string' ? value.trim().toUpperCase() : '';
  return minorDigitsOf(code) === undefined ? refuse(field, 'is not an ISO 4217 currency') : code;
}

/** Digits before and after the point of the minor unit; undefined where the text is not a plain decimal. */
function splitDecimal(text: string, minorDigits: number): { sign: string; kept: string; surplus: string } | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = decimal.exec(text) ?? [];
  const digits = whole + fraction;
  if (sign === undefined || digits === '') return undefined;
  const point = whole.length + Number(exponent) + minorDigits;
  if (point < 0) return { sign, kept: '0', surplus: digits.padStart(digits.length - point, '0') };
  return { sign, kept: `0${digits.slice(0, point).padEnd(point, '0')}`, surplus: digits.slice(point) };
}

/**
 * Exact decimal text or a JSON number to integer minor units. Surplus decimals are rounded half away from zero and told
 * in `rounded`. Refuses what is not a plain decimal or lies beyond ±10^13 minor units.
 */
export function parseMoney(field: string, value: unknown, currency: string): Money & { rounded: boolean } {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  const split = splitDecimal(text, minorDigitsOf(currency) ?? 2);
  if (!split) return refuse(field, 'is not a decimal number');
  const size = Number(split.kept) + (split.surplus >= '5' ? 1 : 0);
  if (size > LARGEST_MINOR) refuse(field, 'is beyond ±10^13 minor units');
  return { minor: split.sign === '-' && size !== 0 ? -size : size, currency, rounded: /[1-9]/.test(split.surplus) };
}
