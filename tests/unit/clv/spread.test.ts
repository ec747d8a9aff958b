import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadOf } from '@/server/features/clv/domain/spread';

const customers = fc.array(
  fc.record({ value: fc.double({ min: 0.01, max: 1e6, noNaN: true }), customers: fc.integer({ min: 1, max: 50 }) }),
  { minLength: 1, maxLength: 60 },
);
const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

test('bins hold everybody and all value, quantiles are in order, the best quarter holds its share', () => {
  fc.assert(
    fc.property(customers, (rows) => {
      const spread = spreadOf(rows);
      const people = rows.reduce((sum, row) => sum + row.customers, 0);
      const total = rows.reduce((sum, row) => sum + row.customers * row.value, 0);
      expect(spread.bins.reduce((sum, bin) => sum + bin.customers, 0)).toBe(people);
      expect(
        close(
          spread.bins.reduce((sum, bin) => sum + bin.value, 0),
          total,
        ),
      ).toBe(true);
      expect(close(spread.total, total)).toBe(true);
      expect(spread.p10 <= spread.median && spread.median <= spread.p90).toBe(true);
      expect(spread.topQuarterShare).toBeGreaterThanOrEqual(0.25 - 1e-9);
      expect(spread.topQuarterShare).toBeLessThanOrEqual(1 + 1e-9);
      for (const [i, bin] of spread.bins.entries()) if (i > 0) expect(bin.from).toBe(spread.bins[i - 1]?.to);
    }),
    { seed: 5, numRuns: 500 },
  );
});

test('equals the same customers one by one', () => {
  fc.assert(
    fc.property(customers, (rows) => {
      const single = rows.flatMap(({ value, customers: n }) =>
        Array.from({ length: n }, () => ({ value, customers: 1 })),
      );
      const [grouped, each] = [spreadOf(rows), spreadOf(single)];
      expect(grouped.median).toBe(each.median);
      expect(grouped.p90).toBe(each.p90);
      expect(close(grouped.topQuarterShare, each.topQuarterShare)).toBe(true);
    }),
    { seed: 6, numRuns: 300 },
  );
});

test('nobody, and nobody worth anything', () => {
  expect(spreadOf([])).toMatchObject({ total: 0, mean: 0, median: 0, topQuarterShare: 0, bins: [] });
  expect(spreadOf([{ value: 0, customers: 3 }])).toMatchObject({ total: 0, mean: 0, bins: [] });
});
