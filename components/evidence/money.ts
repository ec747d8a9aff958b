import { defaultLocale, minus, type NumberOptions } from './format';

/** How a group of amounts is written, so that an estimate and its interval share unit and decimals. */
export interface MoneyScale {
  divisor: number;
  suffix: '' | 'k' | 'M' | 'B';
  decimals: number;
}

const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Minor units as a plain number of the currency: 6990 USD cents are 69.9. */
export const majorUnits = (minor: number, currency: string): number => minor / 10 ** digitsOf(currency);

function smallScale(major: number, digits: number): MoneyScale {
  const cents = major < 100 && !Number.isInteger(major) ? digits : 0;
  return { divisor: 1, suffix: '', decimals: cents };
}

/** Three to four digits: "$4.20", "$1,940", "$69.9k", "$3.248M", "$62.5M". Give the largest of a group. */
export function moneyScale(minor: number, currency: string): MoneyScale {
  const major = Math.abs(majorUnits(minor, currency));
  if (major < 9_999.5) return smallScale(major, digitsOf(currency));
  if (major < 999_950) return { divisor: 1e3, suffix: 'k', decimals: 1 };
  if (major < 9_999_500) return { divisor: 1e6, suffix: 'M', decimals: 3 };
  if (major < 999_950_000) return { divisor: 1e6, suffix: 'M', decimals: 1 };
  return { divisor: 1e9, suffix: 'B', decimals: major < 9_999_500_000 ? 3 : 1 };
}

export interface MoneyOptions extends NumberOptions {
  /** Of the estimate, for its interval's ends. */
  scale?: MoneyScale;
  /** Every digit, for tooltips, traces and exports. */
  exact?: boolean;
}

const numeric = new Set(['integer', 'group', 'decimal', 'fraction']);

/** Money from integer minor units and an ISO 4217 code, rounded to 3–4 digits unless `exact`. */
export function formatMoney(minor: number, currency: string, options: MoneyOptions = {}): string {
  const { locale = defaultLocale, signed = false, exact = false } = options;
  if (!Number.isFinite(minor)) throw new RangeError('only finite amounts can be written');
  const plain: MoneyScale = { divisor: 1, suffix: '', decimals: digitsOf(currency) };
  const scale = exact ? plain : (options.scale ?? moneyScale(minor, currency));
  const parts = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: scale.decimals,
    maximumFractionDigits: scale.decimals,
    signDisplay: signed ? 'exceptZero' : 'negative',
  }).formatToParts(majorUnits(minor, currency) / scale.divisor);
  const last = parts.findLastIndex((part) => numeric.has(part.type));
  return parts
    .map((part, index) => (part.type === 'minusSign' ? minus : part.value) + (index === last ? scale.suffix : ''))
    .join('');
}
