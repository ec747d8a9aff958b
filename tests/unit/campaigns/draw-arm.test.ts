import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { drawArm, drawOf } from '@/server/features/campaigns/draw-arm';

const idOf = (i: number) => `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`;
const ids = Array.from({ length: 100_000 }, (_, i) => idOf(i));

test('a draw is the first 48 bits of the hash, over 2^48', () => {
  const hex = createHash('sha256')
    .update(`salt:${idOf(1)}`)
    .digest('hex');
  expect(drawOf('salt', idOf(1))).toBe(Number.parseInt(hex.slice(0, 12), 16) / 281_474_976_710_656);
});

test('draws are even over [0, 1): χ² of 100 bins below its 99.9 % point, 148.2', () => {
  const bins = new Float64Array(100);
  for (const id of ids)
    bins[Math.floor(100 * drawOf('even', id))] = (bins[Math.floor(100 * drawOf('even', id))] ?? 0) + 1;
  const chiSquare = bins.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
  expect(chiSquare).toBeLessThan(148.2);
});

test.each([0.05, 0.2, 0.5])('a control share of %d is kept, and a larger one only adds to it', (controlShare) => {
  const arms = ids.map((id) => drawArm({ salt: 'share', controlShare }, id));
  const control = arms.filter((arm) => arm === 'control').length;
  const spread = 3.3 * Math.sqrt(ids.length * controlShare * (1 - controlShare));
  expect(Math.abs(control - ids.length * controlShare)).toBeLessThan(spread);
  const wider = ids.map((id) => drawArm({ salt: 'share', controlShare: controlShare + 0.1 }, id));
  expect(arms.every((arm, i) => arm === 'treatment' || wider[i] === 'control')).toBe(true);
});

test('arms of two salts have nothing to do with each other', () => {
  const both = ids.filter((id) =>
    ['one', 'two'].every((salt) => drawArm({ salt, controlShare: 0.5 }, id) === 'control'),
  ).length;
  expect(Math.abs(both - 25_000)).toBeLessThan(3.3 * Math.sqrt(100_000 * 0.25 * 0.75));
});
