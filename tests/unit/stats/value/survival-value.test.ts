import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sbgDiscountedLifetime, sbgSurvival } from '@/server/stats/contracts';
import { survivalValue } from '@/server/stats/value';

const curve = (periods: number, at: (t: number) => number) =>
  Float64Array.from({ length: periods }, (_, i) => at(i + 1));
const valueOf = (survival: Float64Array, discount: number, margin = 1, acquisitionCost = 0): number => {
  const margins = survival.map(() => margin);
  const answer = survivalValue({ margins, survival, discount, acquisitionCost });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value;
};

describe('survivalValue', () => {
  it('golden: sBG, the discounted expected lifetime 3.694908 less the certain first period', () => {
    const params = [0.7040773, 1.1820431];
    const value = valueOf(
      curve(400, (t) => sbgSurvival(params, t)),
      0.1,
    );
    expect(1 + value).toBeCloseTo(3.694908, 5);
    expect(1 + value).toBeCloseTo(sbgDiscountedLifetime(params, 0.1), 6);
  });
  it('equals m r / (1 + d − r) − CAC for geometric survival', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 0.95, noNaN: true }),
        fc.double({ min: 0.02, max: 0.5, noNaN: true }),
        fc.double({ min: -50, max: 500, noNaN: true }),
        (r, d, m) => {
          const value = valueOf(
            curve(1200, (t) => r ** t),
            d,
            m,
            7,
          );
          expect(value).toBeCloseTo((m * r) / (1 + d - r) - 7, 6);
        },
      ),
      { seed: 3, numRuns: 100 },
    );
  });
  it('refuses an empty horizon and throws on a curve that cannot be', () => {
    const one = Float64Array.of(1);
    const empty = new Float64Array(0);
    expect(survivalValue({ margins: empty, survival: empty, discount: 0, acquisitionCost: 5 })).toMatchObject({
      ok: false,
      reason: 'no_periods',
    });
    expect(() => valueOf(Float64Array.of(0.5, 0.6), 0)).toThrow(RangeError);
    expect(() => valueOf(Float64Array.of(1.2), 0)).toThrow(RangeError);
    expect(() => valueOf(one, -0.1)).toThrow(RangeError);
    expect(() => survivalValue({ margins: empty, survival: one, discount: 0, acquisitionCost: 0 })).toThrow(RangeError);
  });
});
