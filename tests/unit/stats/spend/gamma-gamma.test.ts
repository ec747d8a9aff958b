import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleGamma, seededRandom } from '@/server/stats/rng';
import { expectedSpend, fitGammaGamma, purchaseSpendCorrelation, type SpendStats } from '@/server/stats/spend';
import btyd from '../../../golden/btyd.json';
import cdnow from '../../../golden/cdnow-sample.json';
import { dataPath } from '../../../support/data-path';

const ones = (n: number) => new Float64Array(n).fill(1);
const statsOf = (purchases: readonly number[], meanAmount: readonly number[]): SpendStats => ({
  purchases: Float64Array.from(purchases),
  meanAmount: Float64Array.from(meanAmount),
  count: ones(purchases.length),
});

/** Sums of non-negative amounts by repeat purchase day of each customer, to the end of calibration. */
function repeatAmounts(path: string): number[][] {
  const days = new Map<string, Map<string, number>>();
  for (const line of readFileSync(path, 'utf8').trim().split('\n').slice(1)) {
    const [, customer = '', date = '', , amount = '0'] = line.split(',');
    if (date > '1997-09-30') continue;
    const own = days.get(customer) ?? new Map<string, number>();
    own.set(date, (own.get(date) ?? 0) + Math.max(0, Number(amount)));
    days.set(customer, own);
  }
  const inOrder = (own: Map<string, number>) => [...own].sort(([a], [b]) => (a < b ? -1 : 1));
  return [...days.values()].map((own) =>
    inOrder(own)
      .slice(1)
      .map(([, sum]) => sum),
  );
}

describe('golden', () => {
  it('gamma-gamma: tests/golden/btyd.json', () => {
    const { x, m, fit, at_bgnbd_fit_first20: first20 } = btyd.bgnbd;
    const rows = x.map((n, i) => ({ n, mean: m[i] ?? 0 })).filter(({ n, mean }) => n > 0 && mean > 0);
    const found = fitGammaGamma(
      statsOf(
        rows.map((r) => r.n),
        rows.map((r) => r.mean),
      ),
    );
    if (!found.ok) throw new Error(found.reason);
    expect(found.logLik).toBeCloseTo(fit.gammaGamma.logLik, 5);
    fit.gammaGamma.params.forEach((v, i) => expect(found.params[i] ?? 0).toBeCloseTo(v, 4));
    first20.expectedSpend.forEach((v, i) =>
      expect(expectedSpend(found.params, x[i] ?? 0, m[i] ?? 0)).toBeCloseTo(v, 4),
    );
  });

  const file = dataPath('cdnow-sample.csv');
  it.skipIf(file === null)('CDNOW: 946 repeaters, population mean 35.17037, correlation .11388', () => {
    const repeats = repeatAmounts(file ?? '');
    const rows = repeats
      .map((sums) => ({ n: sums.length, mean: sums.reduce((a, b) => a + b, 0) / sums.length }))
      .filter(({ n }) => n > 0);
    const [n = 0, p = 0, q = 0, v = 0] = cdnow['sample GG n,p,q,v'];
    expect(rows.length).toBe(n);
    const stats = statsOf(
      rows.map((r) => r.n),
      rows.map((r) => r.mean),
    );
    const found = fitGammaGamma(stats);
    if (!found.ok) throw new Error(found.reason);
    [p, q, v].forEach((value, i) => expect(found.params[i] ?? 0).toBeCloseTo(value, 4));
    expect(found.logLik).toBeCloseTo(cdnow['sample GG LL (CLVTools/lifetimes form)'], 5);
    expect(found.populationMean).toBeCloseTo(cdnow['sample GG population mean pv/(q-1)'], 5);
    const correlation = purchaseSpendCorrelation(stats);
    if (!correlation.ok) throw new Error(correlation.reason);
    expect(correlation.correlation).toBeCloseTo(cdnow['sample corr(x,m) among repeaters'], 9);
    expect(correlation.ciLow).toBeGreaterThan(0.05);
    expect(correlation.ciHigh).toBeLessThan(0.18);
  });
});

function simulated(spenders: number, seed: number): SpendStats {
  const random = seededRandom(seed);
  const rows = Array.from({ length: spenders }, () => {
    const rate = sampleGamma(random, 4, 15);
    const n = 1 + Math.floor(random() * 6);
    return { n, mean: sampleGamma(random, 6 * n, rate) / n };
  });
  return statsOf(
    rows.map((r) => r.n),
    rows.map((r) => r.mean),
  );
}

describe('properties of gamma-gamma', () => {
  it('scales with the unit of money, and grouping changes nothing', () => {
    const stats = simulated(400, 1);
    const base = fitGammaGamma(stats);
    fc.assert(
      fc.property(fc.constantFrom(0.01, 1, 100, 7), (unit) => {
        const doubled = {
          purchases: Float64Array.of(...stats.purchases, ...stats.purchases),
          meanAmount: Float64Array.of(...stats.meanAmount, ...stats.meanAmount).map((m) => m * unit),
          count: new Float64Array(800).fill(0.5),
        };
        const found = fitGammaGamma(doubled);
        if (!found.ok || !base.ok) throw new Error('refused');
        expect(found.populationMean / base.populationMean / unit).toBeCloseTo(1, 4);
      }),
      { numRuns: 4, seed: 1 },
    );
  });
  it('conditional spend lies between the population mean and the own mean, nearer the own with more purchases', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 1, max: 500, noNaN: true }),
        fc.double({ min: 1.1, max: 9, noNaN: true }),
        (n, mean, q) => {
          const params = [6, q, 15];
          const population = expectedSpend(params, 0, 0);
          const value = expectedSpend(params, n, mean);
          expect(value).toBeGreaterThanOrEqual(Math.min(population, mean) - 1e-9);
          expect(value).toBeLessThanOrEqual(Math.max(population, mean) + 1e-9);
          const more = expectedSpend(params, n + 1, mean);
          expect(Math.abs(more - mean)).toBeLessThanOrEqual(Math.abs(value - mean) + 1e-9);
        },
      ),
      { seed: 2 },
    );
  });
});

describe('what cannot be answered', () => {
  it('too few spenders', () => {
    expect(fitGammaGamma(simulated(9, 1))).toMatchObject({ ok: false, reason: 'too_few_spenders', have: 9, need: 10 });
    expect(purchaseSpendCorrelation(simulated(3, 1))).toMatchObject({ ok: false, reason: 'too_few_spenders', need: 4 });
  });
  it('everybody spends the same: no interior maximum; no spread to correlate', () => {
    const flat = statsOf(Array(50).fill(2), Array(50).fill(20));
    expect(fitGammaGamma(flat)).toMatchObject({ ok: false, reason: 'no_interior_maximum' });
    expect(purchaseSpendCorrelation(flat)).toMatchObject({ ok: false, reason: 'no_spread' });
  });
  it('a tail so heavy that the mean is infinite', () => {
    const random = seededRandom(3);
    const means = Array.from({ length: 500 }, () => sampleGamma(random, 3, sampleGamma(random, 0.5, 1)));
    expect(fitGammaGamma(statsOf(Array(500).fill(1), means))).toMatchObject({
      ok: false,
      reason: 'infinite_mean',
      need: 1,
    });
  });
});
