import { expect, test } from 'vitest';
import { RowCounter } from '@/server/features/imports/domain/row-counter';

test('counts as a map does, through every growth of its table', () => {
  const counter = new RowCounter();
  const truth = new Map<string, number>();
  for (let i = 0; i < 60_000; i += 1) {
    const text = `row ${(i * 7919) % 25_000}`;
    const before = truth.get(text) ?? 0;
    truth.set(text, before + 1);
    expect(counter.next(text)).toBe(before);
  }
});

test('a million different rows stay within 60 MB', () => {
  const counter = new RowCounter();
  const start = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 1_000_000; i += 1) counter.next(`["customer_id","${i}"],["ordered_at","1997-01-01"]`);
  expect(counter.next('["customer_id","17"],["ordered_at","1997-01-01"]')).toBe(1);
  expect(process.memoryUsage().arrayBuffers - start).toBeLessThan(60e6);
});
