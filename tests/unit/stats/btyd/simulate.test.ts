import { describe, expect, it } from 'vitest';
import {
  type BtydName,
  btydModels,
  groupHistories,
  parameterIntervals,
  predictTotal,
  simulateHistories,
  simulatePurchases,
} from '@/server/stats/btyd';
import { coarsen } from '@/server/stats/btyd/coarsen';
import { seededRandom } from '@/server/stats/rng';

const N = 20_000;
const params: Record<BtydName, readonly number[]> = {
  nbd: [0.9, 9.5],
  bgnbd: [0.6, 5, 0.8, 2.5],
  mbgnbd: [0.9, 7, 0.7, 1.2],
  paretonbd: [0.7, 8, 0.7, 12],
};
const names = Object.keys(params) as BtydName[];

describe.each(names)('simulate %s tells the story that the formulas sum up', { timeout: 30_000 }, (name) => {
  const model = btydModels[name];
  const random = seededRandom(31);
  const T = Float64Array.from({ length: N }, () => 20 + 20 * random());
  const { histories, later } = simulateHistories({ name, params: params[name] }, T, 26, random);
  const grouped = groupHistories(histories);

  it('mean purchases follow expectedByTime', () => {
    const counts = Array.from({ length: N }, () => simulatePurchases(name, params[name], 30, random).length);
    const mean = counts.reduce((a, b) => a + b, 0) / N;
    const sd = Math.sqrt(counts.reduce((sum, c) => sum + (c - mean) ** 2, 0) / N);
    expect(Math.abs(mean - model.expectedByTime(params[name], 30))).toBeLessThan((3.5 * sd) / Math.sqrt(N));
  });

  it('conditional means and variances hold, for one-time buyers and for repeaters', () => {
    for (const keep of [(x: number) => x === 0, (x: number) => x > 0 && x < 4, (x: number) => x >= 4]) {
      let error = 0;
      let variance = 0;
      let squares = 0;
      for (let i = 0; i < N; i += 1) {
        const history = { x: histories.x[i] ?? 0, tx: histories.tx[i] ?? 0, T: histories.T[i] ?? 0 };
        if (!keep(history.x)) continue;
        const miss = (later[i] ?? 0) - model.expectedPurchases(params[name], history, 26);
        error += miss;
        squares += miss * miss;
        variance += model.purchaseVariance(params[name], history, 26);
      }
      expect(Math.abs(error)).toBeLessThan(3.5 * Math.sqrt(variance));
      expect(squares / variance).toBeGreaterThan(0.85);
      expect(squares / variance).toBeLessThan(1.18);
    }
  });

  it('the fit recovers the truth within its own standard errors', () => {
    const fit = model.fit(grouped);
    if (!fit.ok) throw new Error(fit.reason);
    params[name].forEach((value, i) => {
      const se = Math.sqrt(fit.logCovariance[i]?.[i] ?? 0);
      expect(Math.abs(Math.log((fit.params[i] ?? 0) / value))).toBeLessThan(4 * se);
    });
    const answer = parameterIntervals(fit, coarsen(grouped, 2000));
    if (!answer.ok) throw new Error(answer.reason);
    answer.intervals.forEach((interval, i) => {
      expect(interval.ciLow).toBeLessThan(fit.params[i] ?? 0);
      expect(interval.ciHigh).toBeGreaterThan(fit.params[i] ?? 0);
    });
  });

  it('merging histories keeps the prediction: coarsen', () => {
    const fit = model.fit(grouped);
    if (!fit.ok) throw new Error(fit.reason);
    const merged = coarsen(grouped, 2000);
    expect(merged.x.length).toBeLessThan(grouped.x.length / 3);
    expect(merged.count.reduce((a, b) => a + b, 0)).toBe(N);
    const exact = predictTotal(fit, grouped, 26);
    const rough = predictTotal(fit, merged, 26);
    expect(Math.abs(rough.expected / exact.expected - 1)).toBeLessThan(2e-3);
    expect(Math.abs(rough.processSd / exact.processSd - 1)).toBeLessThan(0.01);
    expect(coarsen(merged, 1e9)).toBe(merged);
    expect(() => predictTotal(fit, merged, 0)).toThrow(RangeError);
  });
});
