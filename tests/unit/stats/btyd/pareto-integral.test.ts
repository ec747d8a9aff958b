import { describe, expect, it } from 'vitest';
import { leavingIntegral } from '@/server/stats/btyd/pareto-integral';
import { emptyIntegral } from '@/server/stats/btyd/paretonbd-likelihood';
import { logHyp2f1 } from '@/server/stats/special';
import kernels from '../../../golden/btyd-kernels.json';

const at = (row: readonly number[]): number => {
  const [r = 0, alpha = 0, s = 0, beta = 0, x = 0, tx = 0, T = 0] = row;
  const out = emptyIntegral();
  leavingIntegral({ alpha, beta, power: r + x, decay: s + 1 }, tx, T, out);
  return out.logValue;
};

describe('leavingIntegral', () => {
  it('golden: 40 parameter sets from mpmath with 40 digits, x to 500, α and β from .001', () => {
    for (const row of kernels.leavingIntegral.rows) {
      const truth = row.at(-1) ?? 0;
      expect(Math.abs(at(row) - truth), row.join()).toBeLessThan(1e-12 * Math.max(10, Math.abs(truth)));
    }
  });

  it('equals the published difference of two ₂F₁ where that difference does not cancel', () => {
    // α ≥ β: [₂F₁(tx) − ₂F₁(T)] / (r + s + x), Fader and Hardie (2005).
    const [r, alpha, s, beta, x, tx, T] = [0.55, 12.6, 0.6, 11.7, 2, 5, 39];
    const term = (y: number): number => {
      const z = (alpha - beta) / (alpha + y);
      return Math.exp(logHyp2f1(r + s + x, s + 1, r + s + x + 1, z) - (r + s + x) * Math.log(alpha + y));
    };
    const truth = Math.log((term(tx) - term(T)) / (r + s + x));
    expect(at([r, alpha, s, beta, x, tx, T])).toBeCloseTo(truth, 10);
  });

  it('is empty, not NaN, when the last purchase was on the last day', () => {
    expect(at([0.5, 10, 0.6, 11, 3, 39, 39])).toBe(-Infinity);
  });
});
