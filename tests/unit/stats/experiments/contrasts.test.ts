import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, newcombeDifference, wilsonInterval } from '@/server/stats/cohort';
import {
  compareMeans,
  compareProportions,
  cupedContrast,
  deltaLift,
  estimatedMean,
  estimatedShare,
  fiellerLift,
  sequentialInterval,
} from '@/server/stats/experiments';
import { momentsOf } from '@/server/stats/moments';
import { sampleNormal, seededRandom } from '@/server/stats/rng';
import { studentUpperQuantile } from '@/server/stats/special';
import golden from '../../../golden/experiments.json';

const must = <T extends { ok: boolean }>(answer: T): Extract<T, { ok: true }> => {
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer as Extract<T, { ok: true }>;
};
const { published, reference } = golden;
describe('golden: tests/golden/experiments.json (R 4.2.2, scipy, gbstats)', () => {
  it('wilson', () => {
    for (const { x, n, low, high } of published.wilson) {
      const interval = must(wilsonInterval(x, n));
      expect(interval.ciLow).toBeCloseTo(low, 7);
      expect(interval.ciHigh).toBeCloseTo(high, 7);
    }
  });
  it('two-proportions and newcombe: 16 of 30 against 14 of 28', () => {
    const truth = reference['prop 16/30 v 14/28'];
    const contrast = must(compareProportions({ successes: 14, n: 28 }, { successes: 16, n: 30 }));
    expect(contrast.statistic).toBeCloseTo(truth.z_pooled, 12);
    expect(contrast.p).toBeCloseTo(truth.p_pooled, 12);
    expect(contrast.pUnpooled).toBeCloseTo(truth.p_unpooled, 12);
    expect(contrast.ciLow).toBeCloseTo(truth.ci95_newcombe[0] ?? 0, 12);
    expect(contrast.ciHigh).toBeCloseTo(truth.ci95_newcombe[1] ?? 0, 12);
    expect(contrast.waldLow).toBeCloseTo(truth.ci95_wald[0] ?? 0, 12);
    expect(contrast.statistic ** 2).toBeCloseTo(truth.chi2_nocorr, 12);
  });
  it('welch, relative-lift: the gbstats case, where the two disagree about .05', () => {
    const { control, treatment, absolute, ...relative } = published.welchRelative;
    const contrast = must(compareMeans(control, treatment));
    expect(contrast.difference).toBeCloseTo(absolute.difference, 5);
    expect(contrast.standardError).toBeCloseTo(absolute.se, 5);
    expect(contrast.ciLow).toBeCloseTo(absolute.ciLow, 4);
    expect(contrast.p).toBeCloseTo(absolute.p, 5);
    const input = {
      control: estimatedMean(control),
      treatment: estimatedMean(treatment),
      df: contrast.df,
      level: 0.95,
    };
    const delta = must(deltaLift(input));
    expect(delta.relative).toBeCloseTo(relative.relative, 5);
    expect(delta.standardError).toBeCloseTo(relative.se, 5);
    expect(Math.abs(delta.relativeLow - relative.ciLow)).toBeLessThan(2e-4);
    expect(Math.abs(delta.relativeHigh - relative.ciHigh)).toBeLessThan(2e-4);
    const fieller = must(fiellerLift(input));
    expect(fieller.relativeLow > 0).toBe(contrast.p < 0.05);
    expect(delta.relativeLow > 0).toBe(false);
  });
  it('welch: R’s sleep data', () => {
    const first = momentsOf([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
    const second = momentsOf([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
    const contrast = must(compareMeans(second, first));
    expect(contrast.statistic).toBeCloseTo(-1.860813467, 8);
    expect(contrast.df).toBeCloseTo(17.77647352, 7);
    expect(contrast.p).toBeCloseTo(0.07939414019, 9);
    expect(contrast.ciLow).toBeCloseTo(-3.3654832307, 8);
  });
  it('sequential: gbstats', () => {
    for (const [truth, estimates] of [
      [
        published.sequentialRelative,
        [estimatedMean(published.sequentialRelative.control), estimatedMean(published.sequentialRelative.treatment)],
      ],
      [
        published.sequentialProportionRelative,
        [estimatedShare({ successes: 1396, n: 3000 }), estimatedShare({ successes: 2422, n: 3461 })],
      ],
    ] as const) {
      const [control, treatment] = estimates;
      if (control === undefined || treatment === undefined) throw new Error('two arms');
      const lift = must(deltaLift({ control, treatment, df: Infinity, level: 0.95 }));
      const interval = sequentialInterval({
        difference: lift.relative,
        standardError: lift.standardError,
        units: truth.control.n + truth.treatment.n,
        plannedUnits: truth.plannedN,
        alpha: 0.05,
      });
      expect(lift.relative).toBeCloseTo(truth.relative, 5);
      expect(Math.abs(interval.ciLow - truth.ciLow)).toBeLessThan(2e-5);
      expect(Math.abs(interval.ciHigh - truth.ciHigh)).toBeLessThan(2e-5);
    }
  });
  it('benjamini-hochberg, ties included', () => {
    const check = (p: readonly number[], adjusted: readonly number[]) =>
      benjaminiHochberg(p).forEach((v, i) => expect(v).toBeCloseTo(adjusted[i] ?? 0, 10));
    check(reference['BH example p'], reference['BH example adj']);
    check(published.bh.p, published.bh.adjusted);
    check([0.01, 0.02, 0.03, 0.04, 0.05], [0.05, 0.05, 0.05, 0.05, 0.05]);
    check([0.015, 0.045, 0.06, 0.005], [0.03, 0.06, 0.06, 0.02]);
    const rejected = (q: number) => benjaminiHochberg(reference['BH example p']).filter((p) => p <= q + 1e-12).length;
    expect([rejected(0.05), rejected(0.25)]).toEqual(reference['BH example rejections at .05, .25']);
    expect(benjaminiHochberg([])).toEqual([]);
  });
});

describe('properties', () => {
  const arm = fc
    .integer({ min: 1, max: 5000 })
    .chain((n) => fc.record({ n: fc.constant(n), successes: fc.integer({ min: 0, max: n }) }));
  it('wilson and newcombe: inside their bounds, around the estimate, mirrored by swapping', () => {
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const interval = must(wilsonInterval(a.successes, a.n));
        expect(interval.ciLow).toBeGreaterThanOrEqual(0);
        expect(interval.ciHigh).toBeLessThanOrEqual(1);
        expect(interval.ciLow).toBeLessThanOrEqual(interval.share + 1e-12);
        expect(interval.ciHigh).toBeGreaterThanOrEqual(interval.share - 1e-12);
        const there = must(newcombeDifference(a, b));
        const back = must(newcombeDifference(b, a));
        expect(there.ciLow).toBeCloseTo(-back.ciHigh, 12);
        expect(there.ciLow).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(there.ciHigh).toBeLessThanOrEqual(1 + 1e-12);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
  it('means: shifting changes nothing but the means, scaling scales, swapping mirrors', () => {
    const values = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(values, values, fc.double({ min: 0.5, max: 20, noNaN: true }), (a, b, factor) => {
        const plain = compareMeans(momentsOf(a), momentsOf(b));
        fc.pre(plain.ok && plain.standardError > 1e-3);
        if (!plain.ok) return;
        const scaled = must(
          compareMeans(momentsOf(a.map((v) => v * factor + 3)), momentsOf(b.map((v) => v * factor + 3))),
        );
        expect(scaled.statistic).toBeCloseTo(plain.statistic, 6);
        expect(scaled.difference).toBeCloseTo(plain.difference * factor, 6);
        const swapped = must(compareMeans(momentsOf(b), momentsOf(a)));
        expect(swapped.difference).toBeCloseTo(-plain.difference, 9);
        expect(swapped.p).toBeCloseTo(plain.p, 9);
        expect(plain.p < 0.05).toBe(plain.ciLow > 0 || plain.ciHigh < 0);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
  it('fieller: the set of ratios that its definition does not reject; agrees with Welch about 0', () => {
    const positive = fc.double({ min: 0.5, max: 9, noNaN: true });
    fc.assert(
      fc.property(positive, positive, fc.double({ min: 0.01, max: 1, noNaN: true }), positive, (c, t, v, df) => {
        const input = {
          control: { value: c, variance: v / 9 },
          treatment: { value: t, variance: v },
          df: df + 20,
          level: 0.95,
        };
        const lift = fiellerLift(input);
        // At a ratio ρ the definition tests t − ρ c against its own standard error.
        const critical = studentUpperQuantile(0.025, input.df);
        const rejects = (relative: number): boolean => {
          const ratio = 1 + relative;
          const error = Math.sqrt(input.treatment.variance + ratio * ratio * input.control.variance);
          return Math.abs(t - ratio * c) > critical * error;
        };
        if (!lift.ok) {
          expect(lift.have).toBeLessThanOrEqual(lift.need);
          return;
        }
        const width = lift.relativeHigh - lift.relativeLow;
        expect(rejects(lift.relativeLow + 1e-6 * width)).toBe(false);
        expect(rejects(lift.relativeHigh - 1e-6 * width)).toBe(false);
        expect(rejects(lift.relativeLow - 1e-6 * width)).toBe(true);
        expect(rejects(lift.relativeHigh + 1e-6 * width)).toBe(true);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
  it('sequential: wider than fixed at every n, its p below α exactly when 0 is outside', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), fc.integer({ min: 2, max: 1e6 }), (z, units) => {
        const interval = sequentialInterval({
          difference: z,
          standardError: 1,
          units,
          plannedUnits: 10_000,
          alpha: 0.05,
        });
        expect(interval.ciHigh - interval.ciLow).toBeGreaterThan(2 * 1.96);
        expect(interval.p < 0.05).toBe(interval.ciLow > 0 || interval.ciHigh < 0);
      }),
      { seed: 4 },
    );
  });
  it('cuped: removes what the covariate explains, and keeps the effect', () => {
    const random = seededRandom(5);
    const armOf = (lift: number) => {
      const pairs = Array.from({ length: 4000 }, () => {
        const x = sampleNormal(random);
        return { x, y: lift + 2 * x + sampleNormal(random) };
      });
      return {
        metric: momentsOf(pairs.map((p) => p.y)),
        covariate: momentsOf(pairs.map((p) => p.x)),
        productSum: pairs.reduce((sum, p) => sum + p.x * p.y, 0),
      };
    };
    const contrast = must(cupedContrast(armOf(0), armOf(0.1)));
    expect(contrast.theta).toBeCloseTo(2, 1);
    expect(contrast.varianceReduction).toBeCloseTo(0.8, 1);
    expect(Math.abs(contrast.difference - 0.1)).toBeLessThan(4 * contrast.standardError);
  });
});
