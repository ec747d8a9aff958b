import { describe, expect, test } from 'vitest';
import {
  addDays,
  dayAt,
  dayNumberOf,
  dayOfNumber,
  firstDayOf,
  lastDayOf,
  monthNumberOf,
  monthOfNumber,
  periodNumberOf,
  startOfDayMs,
} from '@/server/platform/calendar';

const iso = (ms: number) => new Date(ms).toISOString();

describe('calendar', () => {
  test.each([
    ['2026-03-02', 'UTC', '2026-03-02T00:00:00.000Z'],
    ['2026-07-01', 'Europe/London', '2026-06-30T23:00:00.000Z'],
    ['2026-03-29', 'Europe/London', '2026-03-29T00:00:00.000Z'],
    ['2026-03-30', 'Europe/London', '2026-03-29T23:00:00.000Z'],
    ['2026-01-05', 'Asia/Kolkata', '2026-01-04T18:30:00.000Z'],
    ['2026-01-05', 'Pacific/Kiritimati', '2026-01-04T10:00:00.000Z'],
    // Clocks went from 00:00 to 01:00: the day began at one o'clock.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    // Samoa left this day out.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['1970-01-01', 'America/New_York', '1970-01-01T05:00:00.000Z'],
  ])('%s in %s begins at %s', (day, zone, instant) => {
    expect(iso(startOfDayMs(day, zone))).toBe(instant);
  });

  test('an instant belongs to the day it begins, and the one before it to the day before', () => {
    for (const zone of ['UTC', 'Europe/London', 'America/Havana', 'Australia/Lord_Howe', 'America/St_Johns'])
      for (let n = dayNumberOf('2025-01-01'); n < dayNumberOf('2026-01-02'); n += 1) {
        const day = addDays('1970-01-01', n);
        const start = startOfDayMs(day, zone);
        expect([dayAt(start, zone), dayAt(start - 1, zone)], zone).toEqual([day, addDays(day, -1)]);
      }
  });

  test('weeks begin on Monday, months on the first', () => {
    expect(firstDayOf(periodNumberOf('2026-01-01', 'week'), 'week')).toBe('2025-12-29');
    expect(lastDayOf(periodNumberOf('2026-01-01', 'week'), 'week')).toBe('2026-01-04');
    expect(lastDayOf(periodNumberOf('2024-02-10', 'month'), 'month')).toBe('2024-02-29');
    expect(firstDayOf(periodNumberOf('1969-12-31', 'week'), 'week')).toBe('1969-12-29');
    expect(monthOfNumber(monthNumberOf('1969-12'))).toBe('1969-12');
  });

  test('every day of six centuries, both ways, as Date has it', () => {
    for (let n = -140_000; n < 90_000; n += 1) {
      const day = new Date(n * 86_400_000).toISOString().slice(0, 10);
      if (dayOfNumber(n) !== day || dayNumberOf(day) !== n) expect.unreachable(day);
    }
  });

  test('refuses what is not a day', () => {
    for (const text of [
      '2026-02-30',
      '2026-2-3',
      '26-02-03',
      '',
      '2026-13-01',
      '2026-00-10',
      '2026-01-00',
      '1900-02-29',
      '2026-04-31',
    ])
      expect(() => dayNumberOf(text), text).toThrow(RangeError);
    expect(() => monthNumberOf('2026-13')).toThrow(RangeError);
  });
});
