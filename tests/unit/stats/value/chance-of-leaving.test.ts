import { describe, expect, it } from 'vitest';
import type { BtydName } from '@/server/stats/btyd';
import { chanceOfLeaving, totalAtRisk, valueAtRisk } from '@/server/stats/value';

const params: Record<BtydName, readonly number[]> = {
  nbd: [0.9, 9.5],
  bgnbd: [0.24, 4.4, 0.79, 2.4],
  mbgnbd: [0.52, 6.2, 0.89, 1.6],
  paretonbd: [0.55, 10.6, 0.6, 11.7],
};
const history = { x: 3, tx: 20, T: 30 };
const fitted = (model: BtydName, variance: number, customers = 3_000) => ({
  model,
  customers,
  params: params[model],
  logCovariance: params[model].map((_, i, all) => all.map((__, j) => (i === j ? variance : 0))),
});

describe('chanceOfLeaving', () => {
  it.each(['bgnbd', 'mbgnbd', 'paretonbd'] as const)('%s: golden, the factors of valueAtRisk', (model) => {
    const risk = valueAtRisk({ model, params: params[model], history, horizonWeeks: 12, spendPerPurchase: 1 });
    const answer = chanceOfLeaving(fitted(model, 0.01), history, 12);
    expect(answer.chance).toBeCloseTo(risk.pAlive * risk.pDrops, 14);
    expect(answer.pAlive).toBe(risk.pAlive);
    expect(answer.chance * answer.purchasesIfAlive).toBeCloseTo(risk.valueAtRisk, 12);
  });

  const endsOf = (fit: ReturnType<typeof fitted>) => {
    const { interval } = chanceOfLeaving(fit, history, 12);
    return interval.ok ? [interval.ciLow, interval.ciHigh] : [];
  };

  it('the interval holds the chance, stays in (0, 1), and shrinks with the covariance to nothing', () => {
    const { chance } = chanceOfLeaving(fitted('bgnbd', 0), history, 12);
    const [[wideLow = 0, wideHigh = 0], [low = 0, high = 0]] = [
      endsOf(fitted('bgnbd', 1)),
      endsOf(fitted('bgnbd', 0.01)),
    ];
    const order = [0, wideLow, low, chance, high, wideHigh, 1];
    expect(order.toSorted((a, b) => a - b)).toEqual(order);
    expect(endsOf(fitted('bgnbd', 0))[0]).toBeCloseTo(chance, 12);
    // With correlated parameters the slopes add before they are squared.
    const fit = fitted('bgnbd', 0.01);
    const together = { ...fit, logCovariance: fit.logCovariance.map((row) => row.map(() => 0.01)) };
    expect(endsOf(together)[1]).not.toBeCloseTo(high, 3);
  });

  it('has no interval under the customers that its calibration needs', () => {
    const { interval } = chanceOfLeaving(fitted('bgnbd', 0.01, 2_357), history, 12);
    expect(interval).toEqual({ ok: false, reason: 'too_few_customers', have: 2_357, need: 3_000 });
  });

  it('under NBD nobody leaves, and a horizon is needed', () => {
    expect(chanceOfLeaving(fitted('nbd', 0.1), history, 12)).toMatchObject({
      pAlive: 1,
      chance: 0,
      interval: { ok: true, ciLow: 0, ciHigh: 0 },
    });
    expect(() => chanceOfLeaving(fitted('bgnbd', 0.1), history, 0)).toThrow(RangeError);
  });
});

describe('totalAtRisk', () => {
  const stats = {
    x: Float64Array.of(3, 0, 20),
    tx: Float64Array.of(20, 0, 10),
    T: Float64Array.of(30, 30, 60),
    count: Float64Array.of(2, 5, 1),
  };

  it('golden: the sum of valueAtRisk, the lost left out', () => {
    const worth = Float64Array.of(80, 150, 1_000_000);
    const { total, interval } = totalAtRisk(fitted('bgnbd', 0.01), { stats, worth }, 12);
    const want = [80, 150].reduce((sum, spendPerPurchase, i) => {
      const own = { x: stats.x[i] ?? 0, tx: stats.tx[i] ?? 0, T: stats.T[i] ?? 0 };
      const risk = valueAtRisk({
        model: 'bgnbd',
        params: params.bgnbd,
        history: own,
        horizonWeeks: 12,
        spendPerPurchase,
      });
      return sum + risk.valueAtRisk;
    }, 0);
    expect(total).toBeCloseTo(want, 10);
    const { ciLow, ciHigh } = interval.ok ? interval : { ciLow: 0, ciHigh: 0 };
    expect(ciLow * ciHigh).toBeCloseTo(total ** 2, 8);
    expect(ciLow).toBeLessThan(total);
    expect(totalAtRisk(fitted('bgnbd', 0.01, 900), { stats, worth }, 12).interval.ok).toBe(false);
  });

  it('nothing is at risk under NBD, and every group needs its worth', () => {
    const worth = Float64Array.of(1, 1, 1);
    expect(totalAtRisk(fitted('nbd', 0.1), { stats, worth }, 12)).toMatchObject({ total: 0, interval: { ciHigh: 0 } });
    expect(() => totalAtRisk(fitted('nbd', 0.1), { stats, worth: Float64Array.of(1) }, 12)).toThrow(RangeError);
  });
});
