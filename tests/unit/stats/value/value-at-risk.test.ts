import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BtydName, btydModels } from '@/server/stats/btyd';
import { sampleBeta, sampleExponential, sampleGamma, seededRandom } from '@/server/stats/rng';
import { valueAtRisk } from '@/server/stats/value';

const params: Record<BtydName, readonly number[]> = {
  nbd: [0.9, 9.5],
  bgnbd: [0.24, 4.4, 0.79, 2.4],
  mbgnbd: [0.52, 6.2, 0.89, 1.6],
  paretonbd: [0.55, 10.6, 0.6, 11.7],
};
const history = { x: 3, tx: 20, T: 30 };
const at = (model: BtydName, over: object = {}) =>
  valueAtRisk({ model, params: params[model], history, horizonWeeks: 90 / 7, spendPerPurchase: 40, ...over });

describe('valueAtRisk', () => {
  it('golden: P(drops) as simulated from the posterior of a customer who is one', () => {
    const weeks = 90 / 7;
    const [N, random] = [60_000, seededRandom(12)];
    const share = (leaves: () => boolean) => Array.from({ length: N }, leaves).filter(Boolean).length / N;
    // Alive after three repeat purchases: p ~ beta(a, b + 3), λ ~ gamma(r + 3, α + 30); leaving at rate λ p.
    for (const [model, r, alpha, a, b] of [
      ['bgnbd', 0.24, 4.4, 0.79, 5.4],
      ['mbgnbd', 0.52, 6.2, 0.89, 5.6],
    ] as const) {
      const truth = share(
        () => sampleExponential(random, sampleGamma(random, r + 3, alpha + 30) * sampleBeta(random, a, b)) < weeks,
      );
      expect(Math.abs(at(model).pDrops - truth)).toBeLessThan(0.007);
    }
    const pareto = share(() => sampleExponential(random, sampleGamma(random, 0.6, 41.7)) < weeks);
    expect(Math.abs(at('paretonbd').pDrops - pareto)).toBeLessThan(0.007);
    expect(at('nbd')).toMatchObject({ pAlive: 1, pDrops: 0, valueAtRisk: 0, lost: false });
  });

  it('is the product of its factors, and grows with the horizon', () => {
    const models = fc.constantFrom<BtydName>('bgnbd', 'mbgnbd', 'paretonbd');
    const times = fc.tuple(
      fc.integer({ min: 1, max: 300 }),
      fc.double({ min: 0.1, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 200 }),
    );
    fc.assert(
      fc.property(models, times, fc.integer({ min: 1, max: 100 }), (model, [x, share, T], horizonWeeks) => {
        const own = { x, tx: share * T, T };
        const risk = at(model, { history: own, horizonWeeks });
        const product = risk.pAlive * risk.pDrops * risk.valueIfAlive;
        expect(risk.valueAtRisk).toBeCloseTo(risk.lost ? 0 : product, 6);
        expect(risk.pDrops).toBeGreaterThanOrEqual(0);
        expect(risk.pDrops).toBeLessThanOrEqual(1);
        expect(at(model, { history: own, horizonWeeks: 2 * horizonWeeks }).pDrops).toBeGreaterThanOrEqual(
          risk.pDrops - 1e-12,
        );
        expect(risk.lost).toBe(btydModels[model].pAlive(params[model], own) < 0.1);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('counts the lost apart and throws without a horizon', () => {
    expect(at('bgnbd', { history: { x: 20, tx: 10, T: 60 } })).toMatchObject({ lost: true, valueAtRisk: 0 });
    expect(() => at('bgnbd', { horizonWeeks: 0 })).toThrow(RangeError);
  });
});
