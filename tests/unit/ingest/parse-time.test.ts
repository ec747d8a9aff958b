import { describe, expect, it } from 'vitest';
import { isoOf, parseInstant, readCallTime, readRowDay, readRowTime } from '@/server/features/ingest/domain/parse-time';

const nowMs = Date.parse('2026-03-02T09:00:00Z');
const iso = (text: string, zone = 'UTC') => {
  const ms = parseInstant(text, zone);
  return ms === undefined ? undefined : isoOf(ms);
};

describe('parseInstant', () => {
  it.each([
    ['2026-01-31', 'UTC', '2026-01-31T00:00:00.000Z'],
    ['20260131', 'UTC', '2026-01-31T00:00:00.000Z'],
    ['2026/01/31 7:05', 'UTC', '2026-01-31T07:05:00.000Z'],
    ['2026-01-31', 'America/New_York', '2026-01-31T05:00:00.000Z'],
    ['2026-01-31 12:00:01.5', 'Asia/Kolkata', '2026-01-31T06:30:01.500Z'],
    ['2026-01-31T12:00:00.123456789Z', 'Asia/Kolkata', '2026-01-31T12:00:00.123Z'],
    ['2026-01-31T12:00:00+0530', 'UTC', '2026-01-31T06:30:00.000Z'],
    ['2026-01-31T12:00:00-03', 'UTC', '2026-01-31T15:00:00.000Z'],
    // Clocks go back at 03:00 on 26 October 2025: the hour comes twice, the first is meant.
    ['2025-10-26 02:30', 'Europe/Berlin', '2025-10-26T00:30:00.000Z'],
    // Clocks skip from 02:00 to 03:00 on 30 March 2025.
    ['2025-03-30 02:30', 'Europe/Berlin', '2025-03-30T01:30:00.000Z'],
    ['2024-02-29', 'UTC', '2024-02-29T00:00:00.000Z'],
  ])('reads %s in %s', (text, zone, expected) => expect(iso(text, zone)).toBe(expected));

  it.each([
    '',
    '31/01/2026',
    '01-31-2026',
    '2026-02-30',
    '2026-13-01',
    '2026-1-31',
    '2026-01-31T25:00',
    'yesterday',
    '1769817600',
  ])('does not guess %j', (text) => expect(iso(text)).toBeUndefined());
});

describe('readCallTime', () => {
  const at = { nowMs, skewMs: 0 };
  it('corrects by the skew and keeps within the window', () => {
    const read = (value: unknown, skewMs = 0) => readCallTime(value, { nowMs, skewMs });
    expect(read(undefined)).toEqual({ at: '2026-03-02T09:00:00.000Z', sent: '' });
    expect(read('2026-03-02T08:00:00.000Z', 1_500)).toEqual({
      at: '2026-03-02T08:00:01.500Z',
      sent: '2026-03-02T08:00:00.000Z',
    });
    expect(read('2026-03-03T09:00:00Z').at).toBe('2026-03-03T09:00:00.000Z');
    expect(() => read('2026-03-03T09:00:00.001Z')).toThrow('more than 24 hours in the future');
    expect(read('2026-03-05T09:00:00Z', -3 * 86_400_000).at).toBe('2026-03-02T09:00:00.000Z');
    expect(() => read('2016-03-01T00:00:00Z')).toThrow('more than 10 years in the past');
    expect(read('2016-03-03T00:00:00Z').at).toBe('2016-03-03T00:00:00.000Z');
    expect(() => read('Sun, 01 Mar 2026 00:00 Z')).toThrow('timestamp: is not an ISO 8601 time');
    expect(() => readCallTime(1_769_817_600, at)).toThrow('timestamp: is not an ISO 8601 time');
  });
});

describe('times of imported rows', () => {
  const at = { nowMs, zone: 'Europe/Berlin' };
  it('holds days and instants to their limits', () => {
    expect(readRowTime('ordered_at', '1970-01-01', at)).toBe('1970-01-01T00:00:00.000Z');
    expect(() => readRowTime('ordered_at', '1969-12-31', at)).toThrow('ordered_at: is before 1970-01-01');
    expect(() => readRowTime('ordered_at', '2026-03-04', at)).toThrow('more than 24 hours in the future');
    expect(() => readRowTime('ordered_at', '3/1/2026', at)).toThrow('is not a date such as');
    expect(readRowDay('started_on', '2026-01-31T23:30:00Z', { ...at, ahead: false })).toBe('2026-02-01');
    expect(readRowDay('renews_on', '2031-01-31', { ...at, ahead: true })).toBe('2031-01-31');
    expect(() => readRowDay('started_on', '2031-01-31', { ...at, ahead: false })).toThrow('future');
    expect(readRowDay('month', '2026-02', { ...at, ahead: false, month: true })).toBe('2026-02-01');
    expect(readRowDay('month', '2026-02-17', { ...at, ahead: false, month: true })).toBe('2026-02-01');
    expect(() => readRowDay('month', '2026-13', { ...at, ahead: false, month: true })).toThrow('is not a month');
  });
});
