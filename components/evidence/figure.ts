import { formatCount, formatNumber, formatPoints, formatShare, formatTimes, nbsp } from './format';
import { formatMoney, majorUnits, type MoneyScale, moneyScale } from './money';

/** What kind of number a chart, grid or table holds. Plain data, so that it crosses from server to client. */
export type Figure =
  | { kind: 'share' }
  /** A difference of shares. */
  | { kind: 'points' }
  /** Minor units. */
  | { kind: 'money'; currency: string }
  | { kind: 'count' }
  | { kind: 'number'; decimals: number; unit?: string }
  | { kind: 'times' };

export interface WriteOptions {
  locale?: string;
  signed?: boolean;
  /** Customers behind it: a share under 100 has no decimal. */
  n?: number;
  /** Leave the unit out: cells, axes, interval ends. */
  bare?: boolean;
  scale?: MoneyScale;
}

const withUnit = (text: string, unit: string | undefined, bare: boolean | undefined) =>
  unit && !bare ? `${text}${nbsp}${unit}` : text;

/** Any figure as the design writes it. */
export function writeFigure(
  value: number,
  figure: Figure,
  { locale, signed, n, bare, scale }: WriteOptions = {},
): string {
  switch (figure.kind) {
    case 'share':
      return formatShare(value, { locale, signed, n, unit: !bare });
    case 'points':
      return formatPoints(value, { locale, signed: signed ?? true, n, unit: bare ? 'none' : 'pts' });
    case 'money':
      return formatMoney(value, figure.currency, { locale, signed, scale });
    case 'count':
      return formatCount(value, { locale, signed });
    case 'times':
      return formatTimes(value, { locale, signed });
    case 'number':
      return withUnit(formatNumber(value, figure.decimals, { locale, signed }), figure.unit, bare);
  }
}

/** "63.7 to 69.7" with the decimals and the unit scale of the estimate. */
export function writeEnds(low: number, high: number, figure: Figure, options: WriteOptions = {}): string {
  const reach = Math.max(Math.abs(low), Math.abs(high));
  const scale = figure.kind === 'money' ? (options.scale ?? moneyScale(reach, figure.currency)) : undefined;
  const write = (end: number) => writeFigure(end, figure, { ...options, scale, bare: true });
  return `${write(low)} to ${write(high)}`;
}

const tickSteps = [
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** A round value on an axis, as short as it goes: "0", "$300", "$1k", "$30M". */
export function writeTick(
  value: number,
  figure: Figure,
  { locale, signed }: Pick<WriteOptions, 'locale' | 'signed'> = {},
): string {
  if (value === 0) return '0';
  if (figure.kind !== 'money') return writeFigure(value, figure, { locale, signed, n: 1 });
  const major = Math.abs(majorUnits(value, figure.currency));
  const [divisor, suffix] = tickSteps.find(([step]) => major >= step) ?? [1, ''];
  const isWhole = Number.isInteger(Number((major / divisor).toPrecision(9)));
  // Parts of a unit of money are written as cents: "$0.30".
  const decimals = isWhole ? 0 : major < 1 ? 2 : 1;
  return formatMoney(value, figure.currency, { locale, signed, scale: { divisor, suffix, decimals } });
}
