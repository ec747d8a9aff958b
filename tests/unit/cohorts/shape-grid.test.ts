import { describe, expect, test } from 'vitest';
import { compileGrid } from '@/server/features/cohorts/domain/compile';
import { shapeGrid } from '@/server/features/cohorts/domain/shape-grid';
import { cohortSpec } from '@/server/features/cohorts/schemas';
import { monthNumberOf } from '@/server/platform/calendar';

const january = monthNumberOf('2026-01');

describe('compile', () => {
  test('names of activity: words of ours, events, and events that bear them', () => {
    const key = (start: string, back: string) => {
      const { start_key, return_key } = compileGrid(cohortSpec.parse({ start, return: back }), '2026-03-02');
      return [start_key, return_key];
    };
    expect(key('first_order', 'order')).toEqual(['order', 'order']);
    expect(key('any', 'any')).toEqual(['', '']);
    expect(key('login', 'login')).toEqual(['login', 'login']);
    expect(key('\\any', '\\order')).toEqual(['any', '\\order']);
    expect(key('\\first_order', 'first_order')).toEqual(['first_order', 'first_order']);
  });

  test('the as-of month is read by the day, weeks and days always are', () => {
    const from = (by: 'day' | 'week' | 'month') => compileGrid(cohortSpec.parse({ by }), '2026-03-17').days_from;
    expect([from('month'), from('week'), from('day')]).toEqual([20_513, 0, 0]);
  });
});

describe('shape', () => {
  const shape = (measure: string, criteria = 'on') =>
    shapeGrid(
      { spec: cohortSpec.parse({ measure, criteria }), asOf: '2026-04-15', asOfPeriod: january + 3 },
      {
        counts: [
          {
            c: january,
            size: 40,
            cells: [
              [january, 40],
              [january + 2, 10],
            ],
          },
        ],
        money: [{ c: january, p: january + 2, orders: 12, amount_minor: -250 }],
        sums: [
          { c: january, p: january, amount_minor: 4_000, squares: 5e5, cubes: 7e7 },
          { c: january, p: january + 2, amount_minor: -400, squares: -1e4, cubes: -1e5 },
        ],
      },
    ).cohorts[0];

  test('periods without a row are zeros, the unfinished one is marked', () => {
    const cohort = shape('customers');
    expect(cohort).toMatchObject({ start: '2026-01-01', size: 40 });
    expect(cohort?.cells.map(({ value, complete }) => [value, complete])).toEqual([
      [40, true],
      [0, true],
      [10, true],
      [0, false],
    ]);
  });

  test('on or after: those of the next period that has somebody', () => {
    expect(shape('retained', 'on_or_after')?.cells.map(({ value }) => value)).toEqual([1, 0.25, 0.25, 0]);
  });

  test('money of a period, and money so far per customer', () => {
    expect(shape('revenue')?.cells.map(({ value }) => value)).toEqual([0, 0, -250, 0]);
    expect(shape('orders')?.cells.map(({ value }) => value)).toEqual([0, 0, 12, 0]);
    expect(shape('revenue_per_customer')?.cells.map(({ value, ciLow }) => [value, ciLow])).toEqual([
      [100, null],
      [100, null],
      [90, null],
      [90, null],
    ]);
  });

  test('shares have Wilson intervals, counts none', () => {
    const [, , third] = shape('retained')?.cells ?? [];
    expect([third?.ciLow, third?.ciHigh].map((end) => end?.toFixed(4))).toEqual(['0.1419', '0.4019']);
    expect(shape('customers')?.cells[2]).toMatchObject({ ciLow: null, ciHigh: null });
  });
});
