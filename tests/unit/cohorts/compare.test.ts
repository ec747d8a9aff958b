import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNeighbours, headlineChange, usualComparison } from '@/server/features/cohorts/domain/compare';
import type { Cohort } from '@/server/features/cohorts/schemas';

const cohort = (start: string, size: number, came: number[], finished = came.length): Cohort => ({
  start,
  size,
  cells: [size, ...came].map((customers, period) => ({
    period,
    value: customers / size,
    customers,
    ciLow: null,
    ciHigh: null,
    complete: period <= finished,
  })),
});

test('two cohorts alone: the interval is Newcombe at 95 %, as published', () => {
  // Newcombe (1998), table II: 56/70 against 48/80, method 10: 0.0524 to 0.3339.
  const found = compareNeighbours([cohort('2026-01-01', 80, [48]), cohort('2026-02-01', 70, [56])], 1);
  expect(found).toMatchObject({ compared: 1, level: 0.95 });
  expect(found.changes[0]?.ciLow).toBeCloseTo(0.0524, 4);
  expect(found.changes[0]?.ciHigh).toBeCloseTo(0.3339, 4);
});

test('many looks widen every interval, and one clear change among noise stays clear', () => {
  const calm = Array.from({ length: 10 }, (_, i) => cohort(`2025-${String(i + 1).padStart(2, '0')}-01`, 1_000, [700]));
  const found = compareNeighbours([...calm, cohort('2025-11-01', 1_000, [600])], 1);
  expect(found.compared).toBe(10);
  expect(found.level).toBeCloseTo(0.995, 12);
  expect(headlineChange(found)).toMatchObject({ start: '2025-11-01' });
  expect(headlineChange(compareNeighbours(calm, 1))).toMatchObject({ start: '2025-10-01', difference: 0 });
});

test('a change that one look would call clear is noise among twenty', () => {
  const sizes = Array.from({ length: 21 }, (_, i) =>
    cohort(`2024-01-${String(i + 1).padStart(2, '0')}`, 400, [i === 20 ? 229 : 200]),
  );
  const alone = compareNeighbours(sizes.slice(-2), 1).changes[0];
  const among = compareNeighbours(sizes, 1).changes.at(-1);
  expect(alone && alone.ciLow > 0).toBe(true);
  expect(among && among.ciLow < 0).toBe(true);
});

test('small and unfinished cohorts are neither compared nor counted as looks', () => {
  const found = compareNeighbours(
    [cohort('2026-01-01', 500, [250]), cohort('2026-02-01', 20, [1]), cohort('2026-03-01', 500, [100], 0)],
    1,
  );
  expect(found.compared).toBe(0);
  expect(headlineChange(found)).toBeUndefined();
  expect(found.changes).toHaveLength(2);
});

test('the third period is asked for, or the last that two finished cohorts reach', () => {
  const long = [cohort('2026-01-01', 100, [50, 40, 30]), cohort('2026-02-01', 100, [50, 40, 30])];
  expect(usualComparison(long)).toBe(3);
  expect(usualComparison([cohort('2026-01-01', 100, [50, 40]), cohort('2026-02-01', 100, [50, 40], 1)])).toBe(1);
  expect(usualComparison([])).toBe(1);
});

test('never throws, and ends stand around the difference, whatever the counts', () => {
  const any = fc.record({
    size: fc.integer({ min: 1, max: 3_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    finished: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), (all) => {
      const cohorts = all.map(({ size, share, finished }, i) =>
        cohort(`2026-01-${String(i + 1).padStart(2, '0')}`, size, [Math.round(size * share)], finished ? 1 : 0),
      );
      for (const { difference, ciLow, ciHigh } of compareNeighbours(cohorts, 1).changes) {
        expect(ciLow).toBeLessThanOrEqual(difference + 1e-12);
        expect(ciHigh).toBeGreaterThanOrEqual(difference - 1e-12);
      }
    }),
  );
});
