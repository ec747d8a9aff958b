import { expect, test } from 'vitest';
import { countBefore, TextNumbers, textNumber } from '@/server/features/imports/domain/text-numbers';

test('counts as a map does, through every growth of its table', () => {
  const counts = new TextNumbers();
  const truth = new Map<string, number>();
  for (let i = 0; i < 60_000; i += 1) {
    const text = `row ${(i * 7919) % 25_000}`;
    const before = truth.get(text) ?? 0;
    truth.set(text, before + 1);
    if (countBefore(counts, text) !== before) expect.unreachable(`${text} was counted ${before} times`);
  }
});

test('keeps the last number of a text', () => {
  const bodies = new TextNumbers();
  expect(bodies.replace('id 1', () => textNumber('a'))).toBeUndefined();
  expect(bodies.replace('id 1', () => textNumber('b'))).toBe(textNumber('a'));
  expect(bodies.replace('id 1', () => 0)).toBe(textNumber('b'));
  expect(bodies.replace('id 1', () => 0)).toBe(0);
});

test('a million different rows stay within 60 MB while the table grows', () => {
  const counts = new TextNumbers();
  const start = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 1_000_000; i += 1) countBefore(counts, `["customer_id","${i}"],["ordered_at","1997-01-01"]`);
  expect(countBefore(counts, '["customer_id","17"],["ordered_at","1997-01-01"]')).toBe(1);
  expect(process.memoryUsage().arrayBuffers - start).toBeLessThan(60e6);
});
