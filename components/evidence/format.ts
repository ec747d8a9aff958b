/** Numbers as the design writes them: U+2212 for minus, a no-break space before units, the workspace's locale. */
export const nbsp = '\u00a0';
export const minus = '\u2212';
export const defaultLocale = 'en-GB';

export interface NumberOptions {
  locale?: string;
  /** Changes carry a sign, levels do not. Zero never does. */
  signed?: boolean;
}

const cache = new Map<string, Intl.NumberFormat>();

function formatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const found = cache.get(key) ?? new Intl.NumberFormat(locale, options);
  cache.set(key, found);
  return found;
}

const withMinus = (text: string): string => text.replace(/[-\u2010\u2011]/, minus);

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError('only finite numbers can be written');
  return value;
}

const signDisplay = (signed: boolean | undefined) => (signed ? 'exceptZero' : 'negative');

/** A number with a fixed count of decimals: 1,234.5. A rounded zero has no sign. */
export function formatNumber(
  value: number,
  decimals: number,
  { locale = defaultLocale, signed }: NumberOptions = {},
): string {
  const options = {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: signDisplay(signed),
  } as const;
  return withMinus(formatter(locale, options).format(finite(value)));
}

/** Counts are exact: 14,206. */
export const formatCount = (count: number, options: NumberOptions = {}): string => formatNumber(count, 0, options);

export interface ShareOptions extends NumberOptions {
  /** Customers behind it; under 100 a share has no decimal. */
  n?: number;
  /** "66.8 %" with the unit, "66.8" without. */
  unit?: boolean;
}

const shareDecimals = (n: number | undefined): 0 | 1 => (n !== undefined && n < 100 ? 0 : 1);

/** A share in [0, 1] as per cent: "66.8 %", "71 %" under 100 customers. */
export function formatShare(share: number, { n, unit = true, ...rest }: ShareOptions = {}): string {
  return formatNumber(share * 100, shareDecimals(n), rest) + (unit ? `${nbsp}%` : '');
}

export interface PointsOptions extends NumberOptions {
  n?: number;
  unit?: 'pts' | 'points' | 'none';
}

/** A difference of two shares in [−1, 1], always in points: "−7.0 pts". Signed unless told otherwise. */
export function formatPoints(
  difference: number,
  { n, unit = 'pts', signed = true, locale }: PointsOptions = {},
): string {
  const text = formatNumber(difference * 100, shareDecimals(n), { locale, signed });
  return unit === 'none' ? text : `${text}${nbsp}${unit}`;
}

/** A ratio: "4.1×". */
export const formatTimes = (ratio: number, options: NumberOptions = {}): string =>
  `${formatNumber(ratio, 1, options)}×`;

/** "p 0.008"; below a thousandth "p < 0.001". Only for method strips and tables. */
export function formatP(p: number, { locale }: NumberOptions = {}): string {
  if (p < 0.001) return `p${nbsp}<${nbsp}${formatNumber(0.001, 3, { locale })}`;
  return `p${nbsp}${formatNumber(p, p < 0.01 ? 3 : 2, { locale })}`;
}

/** "2.9 to 11.1", each end written by `write` so that it has the estimate's decimals. */
export const formatInterval = (low: number, high: number, write: (end: number) => string): string =>
  `${write(low)} to ${write(high)}`;

/** "2.9–11.1": only inside cells. */
export const formatRange = (low: number, high: number, write: (end: number) => string): string =>
  `${write(low)}–${write(high)}`;

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** "4.2 MB", in powers of 1,000. */
export function formatBytes(bytes: number, { locale }: NumberOptions = {}): string {
  const power = Math.min(byteUnits.length - 1, Math.floor(Math.log10(Math.max(1, finite(bytes))) / 3));
  return `${formatNumber(bytes / 1000 ** power, power === 0 ? 0 : 1, { locale })}${nbsp}${byteUnits[power]}`;
}
