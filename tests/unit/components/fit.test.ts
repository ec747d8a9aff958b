import { expect, test } from 'vitest';
import { fitWords, isUnderWay } from '@/components/clv/fit-words';

test('a fit under way says what it is at', () => {
  expect(fitWords({ state: 'waiting', stepsDone: 0 })).toBe('Waiting for its turn');
  expect(fitWords({ state: 'running', stepsDone: 0 })).toBe('Reading purchases');
  expect(fitWords({ state: 'running', stepsDone: 2 })).toBe('Fitting BG/NBD');
  expect(fitWords({ state: 'running', stepsDone: 5 })).toBe('Working out the forecast');
});

test('only a waiting or running fit is under way', () => {
  expect(
    (['waiting', 'running', 'done', 'failed', 'cancelled'] as const).filter((state) => isUnderWay({ state })),
  ).toEqual(['waiting', 'running']);
  expect(isUnderWay(null)).toBe(false);
});
