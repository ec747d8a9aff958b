import { describe, expect, test } from 'vitest';
import { compareCohorts, largestReadable, newestCohorts } from '@/server/features/home/domain/compare-cohorts';
import { monthSoFar } from '@/server/features/home/domain/month-so-far';
import type { Cohort } from '@/server/features/home/schemas';

/** Customers that came back by month after joining; the last one given is not over. */
const cohort = (start: string, size: number, customers: number[]): Cohort => ({
  start,
  size,
  cells: customers.map((count, period) => ({
    period,
    value: count / size,
    customers: count,
    ciLow: 0,
    ciHigh: 1,
    complete: period < customers.length - 1,
  })),
});

describe('the month so far', () => {
  test('is compared with the same days of the month before', () => {
    expect(monthSoFar('2026-11-21')).toEqual({
      month: '2026-11',
      from: '2026-11-01',
      to: '2026-11-21',
      days: 21,
      of: 30,
      before: { month: '2026-10', from: '2026-10-01', to: '2026-10-21' },
    });
  });

  test('a shorter month before ends with its own last day; a finished month is compared with a whole one', () => {
    expect(monthSoFar('2026-03-30').before.to).toBe('2026-02-28');
    expect(monthSoFar('2026-02-28')).toMatchObject({ days: 28, of: 28, before: { to: '2026-01-31' } });
    expect(monthSoFar('2026-01-01').before).toEqual({ month: '2025-12', from: '2025-12-01', to: '2025-12-01' });
  });
});

describe('new customers of two months', () => {
  const july = cohort('2026-07-01', 942, [942, 800, 700, 629, 600]);
  const june = cohort('2026-06-01', 987, [987, 850, 780, 728, 690, 660]);

  test('are compared in the third month after, newer minus older, by Newcombe', () => {
    const found = compareCohorts([cohort('2026-05-01', 900, [900, 1, 1, 1, 1, 1, 1]), june, july]);
    expect(found).toMatchObject({
      period: 3,
      newer: { start: '2026-07-01', size: 942 },
      older: { start: '2026-06-01' },
    });
    expect(found?.difference.estimate).toBeCloseTo(-0.06986, 5);
    expect(found?.difference.low).toBeCloseTo(-0.110413, 6);
    expect(found?.difference.high).toBeCloseTo(-0.029072, 6);
  });

  test('in an earlier month while there is no third one, and not at all with one group', () => {
    expect(
      compareCohorts([cohort('2026-06-01', 50, [50, 20, 10]), cohort('2026-07-01', 60, [60, 30])]),
    ).toBeUndefined();
    expect(
      compareCohorts([cohort('2026-05-01', 50, [50, 20, 10, 5]), cohort('2026-06-01', 60, [60, 30, 9])]),
    ).toMatchObject({ period: 1, older: { start: '2026-05-01', share: 0.4 }, newer: { share: 0.5 } });
    expect(compareCohorts([july])).toBeUndefined();
  });

  test('a month can be read once the one after it is over', () => {
    expect(largestReadable([june, cohort('2026-10-01', 5_000, [5_000, 10])])).toBe(987);
    expect(largestReadable([])).toBe(0);
    expect(newestCohorts([june, july]).map(({ start, next }) => [start, next?.customers])).toEqual([
      ['2026-07-01', 800],
      ['2026-06-01', 850],
    ]);
  });
});
