import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  betaLowerTail,
  betaQuantile,
  betaUpperTail,
  chiSquareUpperQuantile,
  chiSquareUpperTail,
  digamma,
  gaussLegendre,
  logBeta,
  logGamma,
  logHyp2f1,
  logTricomiU,
  normalTwoSided,
  normalUpperQuantile,
  normalUpperTail,
  studentTwoSided,
  studentUpperQuantile,
  studentUpperTail,
  trigamma,
} from '@/server/stats/special';
import golden from '../../../golden/special-functions.json';

type Row = readonly number[];
const relative = (value: number, truth: number): number => Math.abs(value / truth - 1);
const near = (rows: readonly Row[], f: (...args: number[]) => number, tolerance: number): void => {
  for (const row of rows) expect(relative(f(...row.slice(0, -1)), row.at(-1) ?? 0), row.join()).toBeLessThan(tolerance);
};

describe('golden: tests/golden/special-functions.json (mpmath, scipy 1.10)', () => {
  it('gamma-functions', () => {
    near(golden.gammaln, (x = 0) => logGamma(x), 1e-13);
    near(golden.betaln, (a = 0, b = 0) => logBeta(a, b), 1e-13);
    near(golden.digamma, (x = 0) => digamma(x), 1e-9);
    expect(relative(trigamma(0.5), Math.PI ** 2 / 2)).toBeLessThan(1e-13);
  });
  it('log-hyp2f1, 7.4e59 included', () => {
    const truth = golden.hyp2f1.map((row) => [...row.slice(0, 4), row.at(-1) ?? 0]);
    near(truth, (a = 0, b = 0, c = 0, z = 0) => Math.exp(logHyp2f1(a, b, c, z)), 2e-12);
  });
  it('log-tricomi-u', () => near(golden.hyperu, (a = 0, b = 0, z = 0) => Math.exp(logTricomiU(a, b, z)), 1e-12));
  it('normal: tail to 2.8e-112 and quantile', () => {
    near(golden.nsf, (z = 0) => normalUpperTail(z), 1e-12);
    near(golden.nq, (p = 0) => normalUpperQuantile(1 - p), 1e-9);
    expect(relative(normalTwoSided(22.48604082719282), 5.685165482802317e-112)).toBeLessThan(1e-12);
  });
  it('student: tail at df 40,598 and quantile', () => {
    near(golden.tsf, (t = 0, df = 1) => studentUpperTail(t, df), 1e-12);
    near(golden.tq, (p = 0, df = 1) => studentUpperQuantile(1 - p, df), 1e-9);
  });
  it('chi-square', () => near(golden.chisf, (x = 0, df = 1) => chiSquareUpperTail(x, df), 1e-12));
  it('beta-distribution', () => {
    near(golden.betainc, (x = 0, a = 1, b = 1) => betaLowerTail(x, a, b), 1e-12);
    near(golden.bq, (p = 0, a = 1, b = 1) => betaQuantile(p, a, b), 1e-12);
  });
});

describe('properties', () => {
  const positive = fc.double({ min: 0.05, max: 60, noNaN: true });
  const inside = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
  it('tails and quantiles are inverse and complementary', () => {
    fc.assert(
      fc.property(inside, positive, positive, (p, a, b) => {
        expect(normalUpperTail(normalUpperQuantile(p))).toBeCloseTo(p, 10);
        expect(studentUpperTail(studentUpperQuantile(p, a + 1), a + 1)).toBeCloseTo(p, 8);
        expect(chiSquareUpperTail(chiSquareUpperQuantile(p, a + 1), a + 1)).toBeCloseTo(p, 8);
        expect(betaLowerTail(p, a, b) + betaUpperTail(p, a, b)).toBeCloseTo(1, 12);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
  it('log-hyp2f1 obeys Gauss’s contiguous relation and agrees with Euler’s transform', () => {
    fc.assert(
      fc.property(positive, positive, positive, fc.double({ min: 0.01, max: 0.97, noNaN: true }), (a, b, c, z) => {
        const euler = (c - a - b) * Math.log1p(-z);
        if (c > Math.max(a, b)) {
          expect(logHyp2f1(a, b, c, z)).toBeCloseTo(euler + logHyp2f1(c - a, c - b, c, z), 9);
        }
        // ₂F₁(a, b; b; z) = (1 − z)^−a
        expect(logHyp2f1(a, b, b, z)).toBeCloseTo(-a * Math.log1p(-z), 9);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
  it('log-tricomi-u obeys Kummer’s transform and U(a, a + 1, z) = z^−a', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 8, noNaN: true }),
        fc.double({ min: 1e-4, max: 50, noNaN: true }),
        (a, z) => {
          expect(logTricomiU(a, a + 1, z)).toBeCloseTo(-a * Math.log(z), 9);
          const b = 0.3;
          expect(logTricomiU(a, b, z)).toBeCloseTo((1 - b) * Math.log(z) + logTricomiU(a - b + 1, 2 - b, z), 9);
        },
      ),
      { seed: 3, numRuns: 100 },
    );
  });
  it('gauss-legendre integrates polynomials of degree 2n − 1 and exp exactly', () => {
    for (const n of [2, 12, 16, 24, 32]) {
      const { nodes, weights } = gaussLegendre(n);
      const integral = (f: (u: number) => number) => nodes.reduce((sum, u, i) => sum + (weights[i] ?? 0) * f(u), 0);
      expect(integral((u) => u ** (2 * n - 1))).toBeCloseTo(1 / (2 * n), 13);
      if (n >= 12) expect(relative(integral(Math.exp), Math.E - 1)).toBeLessThan(1e-14);
    }
  });
});

describe('outside the domain is a caller’s bug', () => {
  it.each<[string, () => number]>([
    ['normal', () => normalUpperQuantile(0)],
    ['student', () => studentUpperQuantile(1, 5)],
    ['student df', () => studentTwoSided(1, 0)],
    ['chi-square', () => chiSquareUpperTail(-1, 1)],
    ['chi-square quantile', () => chiSquareUpperQuantile(0.5, 0)],
    ['beta', () => betaLowerTail(1.1, 1, 1)],
    ['beta tail', () => betaUpperTail(0.5, 0, 1)],
    ['beta quantile', () => betaQuantile(0, 1, 1)],
    ['2F1', () => logHyp2f1(1, 1, 0, 0.5)],
    ['2F1 at 1', () => logHyp2f1(0.5, 0.5, 1, 1)],
    ['2F1 beside 1', () => logHyp2f1(0.5, 0.5, 1, 1 - 1e-12)],
    ['U', () => logTricomiU(0, 1, 1)],
    ['quadrature', () => gaussLegendre(1).nodes.length],
  ])('%s', (_, call) => expect(call).toThrow(RangeError));
  it('an infinite t has probability 0', () => expect(studentTwoSided(Infinity, 3)).toBe(0));
});
