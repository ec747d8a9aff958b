import { expect, test } from 'vitest';
import { tally } from '@/server/features/rfm/domain/groups';

const cell = (r: number, f: number, m: number, customers: number) => ({ r, f, m, customers, netMinor: 0 });

test('the first group that holds is theirs, and every customer has one', () => {
  const { n, groups, scores } = tally([
    cell(5, 5, 5, 1),
    cell(4, 4, 1, 2),
    cell(5, 3, 2, 4),
    cell(3, 3, 3, 8),
    cell(3, 2, 5, 16),
    cell(5, 1, 1, 32),
    cell(2, 3, 4, 64),
    cell(1, 5, 5, 128),
    cell(2, 2, 1, 256),
    cell(1, 1, 1, 512),
  ]);
  expect(groups).toEqual({ Champions: 3, Loyal: 12, Potential: 48, 'At Risk': 192, Lost: 768 });
  expect(n).toBe(1023);
  expect(scores.r).toEqual({ '1': 640, '2': 320, '3': 24, '4': 2, '5': 37 });
});

test('groups and scores that nobody has are there with nobody', () => {
  const { n, groups, scores } = tally([]);
  expect([n, Object.keys(groups).length, scores.f['3']]).toEqual([0, 5, 0]);
});
