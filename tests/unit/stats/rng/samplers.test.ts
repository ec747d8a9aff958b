import gammainc from '@stdlib/math-base-special-gammainc';
import { describe, expect, it } from 'vitest';
import {
  type Random,
  sampleBeta,
  sampleExponential,
  sampleGamma,
  sampleNormal,
  samplePoisson,
  seededRandom,
} from '@/server/stats/rng';
import { betaLowerTail, chiSquareUpperTail, normalUpperTail } from '@/server/stats/special';

const N = 40_000;
/** The 99.9 % point of the Kolmogorov distribution. */
const KOLMOGOROV = 1.95;

function kolmogorov(draw: (random: Random) => number, cdf: (x: number) => number, seed: number): number {
  const random = seededRandom(seed);
  const sorted = Float64Array.from({ length: N }, () => draw(random)).sort();
  let worst = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    worst = Math.max(worst, Math.abs(p - i / N), Math.abs(p - (i + 1) / N));
  });
  return worst * Math.sqrt(N);
}

describe('seededRandom (random.ts)', () => {
  it('repeats for equal seeds and differs for others, negative and large ones too', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
    expect(draw(7)).toEqual(draw(7));
    const firsts = [0, 1, -1, 2 ** 32, 2 ** 32 + 1, 2 ** 52].map((seed) => draw(seed)[0]);
    expect(new Set(firsts).size).toBe(firsts.length);
    expect(() => seededRandom(0.5)).toThrow(RangeError);
  });

  it('is uniform and serially uncorrelated', () => {
    expect(
      kolmogorov(
        (random) => random(),
        (x) => x,
        1,
      ),
    ).toBeLessThan(KOLMOGOROV);
    const random = seededRandom(2);
    const draws = Array.from({ length: N }, random);
    const lag1 = draws.slice(1).reduce((sum, u, i) => sum + (u - 0.5) * ((draws[i] ?? 0) - 0.5), 0) * 12;
    expect(Math.abs(lag1) / Math.sqrt(N)).toBeLessThan(3.3);
  });
});

describe('samplers follow their distribution (Kolmogorov–Smirnov at 99.9 %)', () => {
  const gammaCdf = (shape: number, rate: number) => (x: number) => gammainc(rate * x, shape);
  it.each<[string, (random: Random) => number, (x: number) => number]>([
    ['sample-exponential', (random) => sampleExponential(random, 0.3), (x) => -Math.expm1(-0.3 * x)],
    ['sample-normal', sampleNormal, (x) => normalUpperTail(-x)],
    ['sample-gamma, shape 0.24', (random) => sampleGamma(random, 0.24, 4.4), gammaCdf(0.24, 4.4)],
    ['sample-gamma, shape 7.5', (random) => sampleGamma(random, 7.5, 0.2), gammaCdf(7.5, 0.2)],
    ['sample-beta, .8 and 2.4', (random) => sampleBeta(random, 0.8, 2.4), (x) => betaLowerTail(x, 0.8, 2.4)],
    ['sample-beta, 30 and 5', (random) => sampleBeta(random, 30, 5), (x) => betaLowerTail(x, 30, 5)],
  ])('%s', (_, draw, cdf) => {
    expect(kolmogorov(draw, cdf, 11)).toBeLessThan(KOLMOGOROV);
  });

  it.each([0.2, 3, 9.9, 10.1, 60, 4000])('sample-poisson, mean %d (χ² on the counts)', (mean) => {
    const random = seededRandom(5);
    const spread = Math.ceil(4 * Math.sqrt(mean)) + 4;
    const low = Math.max(0, Math.floor(mean) - spread);
    const seen = new Float64Array(2 * spread + 2);
    for (let i = 0; i < N; i += 1) {
      const k = Math.min(Math.max(samplePoisson(random, mean) - low, 0), seen.length - 1);
      seen[k] = (seen[k] ?? 0) + 1;
    }
    let statistic = 0;
    let df = -1;
    seen.forEach((count, i) => {
      // P(X ≤ k) of Poisson is the upper incomplete gamma at k + 1.
      const upTo = (k: number) => (k < 0 ? 0 : gammainc(mean, k + 1, true, true));
      const expected = N * (upTo(low + i) - upTo(low + i - 1));
      if (i === 0 || i === seen.length - 1 || expected < 10) return;
      statistic += (count - expected) ** 2 / expected;
      df += 1;
    });
    expect(df).toBeGreaterThan(0);
    expect(chiSquareUpperTail(statistic, df)).toBeGreaterThan(0.0005);
  });

  it('refuses parameters outside the domain', () => {
    const random = seededRandom(1);
    expect(() => sampleGamma(random, 0, 1)).toThrow(RangeError);
    expect(() => sampleBeta(random, 1, -1)).toThrow(RangeError);
    expect(() => samplePoisson(random, Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(sampleExponential(random, 0)).toBe(Infinity);
    expect(samplePoisson(random, 0)).toBe(0);
    expect([0, 1]).toContain(sampleBeta(random, 1e-5, 1e-5));
  });
});
