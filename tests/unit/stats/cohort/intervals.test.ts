import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanInterval, meanRegion, wilsonInterval } from '@/server/stats/cohort';
import { momentsOf } from '@/server/stats/moments';
import { sampleExponential, sampleNormal, seededRandom } from '@/server/stats/rng';
import { studentUpperQuantile } from '@/server/stats/special';

const must = <T extends { ok: boolean }>(answer: T): Extract<T, { ok: true }> => {
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer as Extract<T, { ok: true }>;
};
const drawn = (n: number, seed: number, draw: (random: () => number) => number): Float64Array => {
  const random = seededRandom(seed);
  return Float64Array.from({ length: n }, () => draw(random));
};

describe('wilson on a cohort cell', () => {
  it('golden: 85 of 100, 0 of 20, all of 20', () => {
    expect(must(wilsonInterval(85, 100))).toMatchObject({ ciLow: expect.closeTo(0.7671644041, 9) });
    expect(must(wilsonInterval(0, 20))).toMatchObject({ ciLow: 0, ciHigh: expect.closeTo(0.1611251581, 9) });
    expect(must(wilsonInterval(20, 20))).toMatchObject({ ciHigh: 1, ciLow: expect.closeTo(0.8388748419, 9) });
  });
});

describe('mean-interval', () => {
  it('golden: its end points solve Hall’s transformation', () => {
    const values = drawn(500, 1, (random) => sampleExponential(random, 1) ** 1.5);
    const n = values.length;
    const mean = values.reduce((a, b) => a + b, 0) / n;
    const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1));
    const skewness = (n / ((n - 1) * (n - 2))) * values.reduce((sum, v) => sum + ((v - mean) / sd) ** 3, 0);
    const transformed = (mu: number) => {
      const t = ((mean - mu) / sd) * Math.sqrt(n);
      const k = skewness / Math.sqrt(n);
      return t + (k * t * t) / 3 + (k * k * t ** 3) / 27 + k / 6;
    };
    const interval = must(meanInterval(momentsOf(values)));
    const critical = studentUpperQuantile(0.025, n - 1);
    expect(interval.mean).toBeCloseTo(mean, 12);
    expect(transformed(interval.ciLow)).toBeCloseTo(critical, 8);
    expect(transformed(interval.ciHigh)).toBeCloseTo(-critical, 8);
    expect(interval.ciHigh - mean).toBeGreaterThan(mean - interval.ciLow);
  });

  it('is Student’s interval without skewness', () => {
    const half = drawn(300, 2, sampleNormal);
    const values = Float64Array.of(...half, ...half.map((v) => -v));
    const interval = must(meanInterval(momentsOf(values)));
    const se = Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / 599 / 600);
    expect(interval.ciHigh).toBeCloseTo(studentUpperQuantile(0.025, 599) * se, 10);
    expect(interval.ciLow).toBeCloseTo(-interval.ciHigh, 10);
  });

  it('scales, shifts and mirrors with the values', () => {
    const values = drawn(450, 3, (random) => sampleExponential(random, 1));
    const base = must(meanInterval(momentsOf(values)));
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 50, noNaN: true }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        (factor, shift) => {
          const moved = must(meanInterval(momentsOf(values.map((v) => shift + factor * v))));
          expect(moved.ciLow).toBeCloseTo(shift + factor * base.ciLow, 6);
          const mirrored = must(meanInterval(momentsOf(values.map((v) => shift - factor * v))));
          expect(mirrored.ciHigh).toBeCloseTo(shift - factor * base.ciLow, 6);
        },
      ),
      { seed: 4, numRuns: 50 },
    );
  });

  it('refuses, each with its reason', () => {
    const few = momentsOf(drawn(399, 5, sampleNormal));
    expect(meanInterval(few)).toEqual({ ok: false, reason: 'too_few_units', have: 399, need: 400 });
    expect(meanRegion({ n: 500, sum: 1, sumSquares: 9 })).toMatchObject({ reason: 'skewness_unknown' });
    expect(meanRegion(momentsOf(new Float64Array(500).fill(3)))).toMatchObject({ reason: 'no_variation' });
    const oneWhale = new Float64Array(500);
    oneWhale[7] = 1e5;
    expect(meanInterval(momentsOf(oneWhale))).toMatchObject({ ok: false, reason: 'too_skewed', have: 500 });
    expect(() => meanInterval(few, 0)).toThrow(RangeError);
  });
});
