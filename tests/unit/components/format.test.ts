import { describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatDate,
  formatDay,
  formatDuration,
  formatMonth,
  formatMonthName,
  formatTime,
} from '@/components/evidence/dates';
import {
  formatBytes,
  formatCount,
  formatInterval,
  formatNumber,
  formatP,
  formatPoints,
  formatRange,
  formatShare,
  formatTimes,
} from '@/components/evidence/format';
import { formatMoney, majorUnits, moneyScale } from '@/components/evidence/money';

const s = '\u00a0';

describe('numbers', () => {
  it('write counts exactly with the locale’s separators', () => {
    expect(formatCount(14206)).toBe('14,206');
    expect(formatCount(14206, { locale: 'de-DE' })).toBe('14.206');
    expect(formatNumber(1234.56, 1, { locale: 'de-DE' })).toBe('1.234,6');
  });

  it('use U+2212, sign changes only when asked, and never sign a rounded zero', () => {
    expect(formatNumber(-0.8, 1)).toBe('\u22120.8');
    expect(formatNumber(5.1, 1, { signed: true })).toBe('+5.1');
    expect(formatNumber(-0.04, 1)).toBe('0.0');
    expect(formatNumber(0.04, 1, { signed: true })).toBe('0.0');
  });

  it('refuse what is no number', () => {
    expect(() => formatNumber(Number.NaN, 1)).toThrow(RangeError);
    expect(() => formatMoney(Number.POSITIVE_INFINITY, 'USD')).toThrow(RangeError);
  });
});

describe('shares and points', () => {
  it('give shares one decimal, none under 100 customers, with a no-break space before the unit', () => {
    expect(formatShare(0.668)).toBe(`66.8${s}%`);
    expect(formatShare(0.708, { n: 24 })).toBe(`71${s}%`);
    expect(formatShare(0.708, { n: 100 })).toBe(`70.8${s}%`);
    expect(formatShare(0.668, { unit: false })).toBe('66.8');
    expect(formatShare(1)).toBe(`100.0${s}%`);
  });

  it('call differences of shares points', () => {
    expect(formatPoints(-0.07)).toBe(`\u22127.0${s}pts`);
    expect(formatPoints(0.051)).toBe(`+5.1${s}pts`);
    expect(formatPoints(0.07, { signed: false, unit: 'points' })).toBe(`7.0${s}points`);
    expect(formatPoints(-0.111, { unit: 'none' })).toBe('\u221211.1');
  });

  it('write intervals with "to" in text and an en dash in cells', () => {
    const ends = (end: number) => formatNumber(end, 1);
    expect(formatInterval(2.9, 11.1, ends)).toBe('2.9 to 11.1');
    expect(formatRange(64.2, 69.7, (end) => formatNumber(end, 0))).toBe('64–70');
  });

  it('write ratios and p-values', () => {
    expect(formatTimes(4.1)).toBe('4.1×');
    expect(formatP(0.0081)).toBe(`p${s}0.008`);
    expect(formatP(0.47)).toBe(`p${s}0.47`);
    expect(formatP(5.7e-112)).toBe(`p${s}<${s}0.001`);
  });
});

describe('money', () => {
  const usd = (minor: number, more = {}) => formatMoney(minor, 'USD', more);

  it('rounds to three or four digits', () => {
    expect([420, 5900, 38000, 194000, 440000].map((minor) => usd(minor))).toEqual([
      '$4.20',
      '$59',
      '$380',
      '$1,940',
      '$4,400',
    ]);
    expect([1420000, 6990000, 11680000, 74190000].map((minor) => usd(minor))).toEqual([
      '$14.2k',
      '$69.9k',
      '$116.8k',
      '$741.9k',
    ]);
    expect([324800000, 6250000000, 123456789000].map((minor) => usd(minor))).toEqual(['$3.248M', '$62.5M', '$1.235B']);
  });

  it('moves to the next unit where rounding would fill this one', () => {
    expect(usd(999_949)).toBe('$9,999');
    expect(usd(999_950)).toBe('$10.0k');
    expect(usd(99_994_999)).toBe('$999.9k');
    expect(usd(99_995_000)).toBe('$1.000M');
    expect(usd(999_950_000)).toBe('$10.0M');
  });

  it('gives an interval the scale of its estimate', () => {
    const scale = moneyScale(4_240_000, 'USD');
    expect([usd(1_580_000, { scale }), usd(6_900_000, { scale }), usd(-30_000, { scale, signed: true })]).toEqual([
      '$15.8k',
      '$69.0k',
      '\u2212$0.3k',
    ]);
  });

  it('is exact on request and knows each currency’s minor unit', () => {
    expect(usd(6990012, { exact: true })).toBe('$69,900.12');
    expect(formatMoney(1940, 'JPY', { exact: true })).toBe('¥1,940');
    expect(formatMoney(4200, 'KWD')).toContain('4.200');
    expect(majorUnits(6990, 'USD')).toBe(69.9);
    expect(formatMoney(6250000000, 'EUR', { locale: 'de-DE' })).toBe(`62,5M${s}€`);
    expect(usd(0)).toBe('$0');
  });
});

describe('time', () => {
  const at = Date.parse('2026-11-17T13:12:00Z');
  const zone = { timeZone: 'America/New_York' };

  it('is written in the workspace’s zone', () => {
    expect(formatTime(at, zone)).toBe('08:12');
    expect(formatDay(Date.parse('2026-11-17T03:00:00Z'), zone)).toBe('16 Nov 2026');
  });

  it('keeps calendar dates where they are', () => {
    expect(formatMonth('2026-07-01')).toBe('Jul 2026');
    expect(formatMonthName('2026-07-01')).toBe('July');
    expect(formatMonthName('2026-07-01', { year: true })).toBe('July 2026');
    expect(formatDate('2026-07-31')).toBe('31 Jul 2026');
  });

  it('says how long ago and how long', () => {
    expect(formatAgo(at - 4_000, at)).toBe('just now');
    expect(formatAgo(at - 360_000, at)).toBe(`6${s}minutes ago`);
    expect(formatAgo(at - 3 * 86_400_000, at)).toBe(`3${s}days ago`);
    expect(formatDuration(110)).toBe(`1${s}min 50${s}s`);
    expect(formatDuration(7500)).toBe(`2${s}h 5${s}min`);
  });

  it('gives bytes a unit', () => {
    expect([formatBytes(0), formatBytes(999), formatBytes(4_200_000)]).toEqual([`0${s}B`, `999${s}B`, `4.2${s}MB`]);
  });
});
