import { expect, test } from 'vitest';
import { readEstimators, untested } from './estimators';
import { listFiles, readFiles } from './tree';

const indexes = listFiles(/^server\/stats\/[^/]+\/index\.ts$/);
const tests = readFiles(/^tests\/(unit\/stats|calibration)\/.*\.test\.ts$/);

test('every export of server/stats has its golden and calibration tests', () => {
  const estimators = readEstimators(indexes);
  expect(estimators.length).toBeGreaterThan(30);
  expect(estimators.filter(({ uncertain }) => uncertain).length).toBeGreaterThan(10);
  expect(untested(estimators, tests)).toEqual([]);
});

test('a planted estimator without docstring, golden or calibration test is found', () => {
  const index = 'server/stats/planted/index.ts';
  const text = `
    export function guess(n: number): { ok: true; p: number; ciLow: number } | { ok: false } { return { ok: n > 0, p: 1, ciLow: 0 }; }
    /** The mean. Checked against: r-base.txt. */
    export const meanOf = (sum: number, n: number): number => sum / n;`;
  const estimators = readEstimators([index], [{ path: index, text }]);
  const named = [{ path: 'tests/unit/stats/planted.test.ts', text: 'guess(1); meanOf(1, 2);' }];
  expect(untested(estimators, named)).toEqual([
    'server/stats/planted: guess has no docstring',
    'server/stats/planted: guess does not say what it was checked against',
    'server/stats/planted: guess has no golden test',
    'server/stats/planted: guess has no calibration test',
    'server/stats/planted: meanOf has no golden test',
  ]);
});
