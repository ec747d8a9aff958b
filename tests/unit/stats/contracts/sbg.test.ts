import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ContractStats,
  contractsFromSeries,
  fitSbg,
  sbgDiscountedLifetime,
  sbgExpectedTenure,
  sbgSurvival,
} from '@/server/stats/contracts';
import { sampleBeta, seededRandom } from '@/server/stats/rng';
import golden from '../../../golden/formulas-and-published-fits.json';

const { regular, highEnd, discountedExpectedLifetime10pct: lifetimes } = golden.sbg;

describe('golden: Fader and Hardie (2007), years 0 to 7', () => {
  it.each([
    ['regular', regular, lifetimes[0]],
    ['high end', highEnd, lifetimes[1]],
  ] as const)('%s', (_, series, lifetime) => {
    const fit = fitSbg(contractsFromSeries(series.alive.slice(0, 8)));
    if (!fit.ok) throw new Error(fit.reason);
    expect(fit.params[0] ?? 0).toBeCloseTo(series.alpha, 6);
    expect(fit.params[1] ?? 0).toBeCloseTo(series.beta, 5);
    expect(fit.logLik).toBeCloseTo(series.logLik, 4);
    series.survival8to12.forEach((v, i) =>
      expect(Math.abs(sbgSurvival(fit.params, 8 + i) - v)).toBeLessThan(golden.sbg.tolerance),
    );
    expect(Math.abs(sbgDiscountedLifetime(fit.params, 0.1) - (lifetime ?? 0))).toBeLessThan(1e-6);
    expect(sbgExpectedTenure(fit.params)).toMatchObject({ ok: false, reason: 'infinite_tenure', need: 1 });
  });
});

/** Contracts of ages 1 to 10 with p ~ beta(2, 6). */
function simulatedContracts(n: number): ContractStats {
  const random = seededRandom(8);
  const lost = new Float64Array(10);
  const running = new Float64Array(10);
  for (let i = 0; i < n; i += 1) {
    const p = sampleBeta(random, 2, 6);
    const age = 1 + Math.floor(random() * 10);
    let t = 1;
    while (t <= age && random() >= p) t += 1;
    if (t <= age) lost[t - 1] = (lost[t - 1] ?? 0) + 1;
    else running[age - 1] = (running[age - 1] ?? 0) + 1;
  }
  return { lost, running };
}

describe('properties', () => {
  const shape = fc.double({ min: 0.1, max: 20, noNaN: true });
  it('survival starts at 1, falls, and sums to the discounted lifetime', () => {
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 0.02, max: 1, noNaN: true }), (alpha, beta, discount) => {
        const params = [alpha, beta];
        expect(sbgSurvival(params, 0)).toBeCloseTo(1, 12);
        let sum = 0;
        for (let t = 0; t < 2500; t += 1) sum += sbgSurvival(params, t) / (1 + discount) ** t;
        expect(sbgDiscountedLifetime(params, discount)).toBeCloseTo(sum, 6);
        expect(sbgSurvival(params, 5)).toBeLessThan(sbgSurvival(params, 4));
        expect(sbgDiscountedLifetime(params, discount, 3)).toBeGreaterThan(sbgDiscountedLifetime(params, discount));
      }),
      { seed: 5, numRuns: 60 },
    );
  });
  it('expected tenure is the sum of survival when α > 1', () => {
    const tenure = sbgExpectedTenure([4, 6]);
    if (!tenure.ok) throw new Error(tenure.reason);
    let sum = 0;
    for (let t = 0; t < 20_000; t += 1) sum += sbgSurvival([4, 6], t);
    expect(tenure.periods).toBeCloseTo(sum, 6);
  });
  it('contracts of different ages give the same answer as one cohort when nobody is censored early', () => {
    const fit = fitSbg(simulatedContracts(20_000));
    if (!fit.ok) throw new Error(fit.reason);
    [2, 6].forEach((truth, i) => {
      const se = Math.sqrt(fit.logCovariance[i]?.[i] ?? 0);
      expect(Math.abs(Math.log((fit.params[i] ?? 0) / truth))).toBeLessThan(4 * se);
    });
  });
});

describe('what cannot be answered', () => {
  it('has a reason', () => {
    expect(fitSbg(contractsFromSeries([1000, 900]))).toMatchObject({ ok: false, reason: 'too_few_periods', have: 1 });
    expect(fitSbg(contractsFromSeries([1000, 999, 995]))).toMatchObject({
      ok: false,
      reason: 'too_few_losses',
      have: 5,
    });
    // The same share leaves each period: nothing says that contracts differ.
    const constant = Array.from({ length: 8 }, (_, t) => Math.round(100_000 * 0.8 ** t));
    expect(fitSbg(contractsFromSeries(constant))).toMatchObject({ ok: false, reason: 'no_interior_maximum' });
  });
  it('is a RangeError when it is the caller’s bug', () => {
    expect(() => contractsFromSeries([5])).toThrow(RangeError);
    expect(() => contractsFromSeries([5, 6])).toThrow(RangeError);
    expect(() => sbgDiscountedLifetime([1, 1], 0)).toThrow(RangeError);
    expect(() => fitSbg({ lost: Float64Array.of(20), running: new Float64Array(0) })).toThrow(RangeError);
  });
});
