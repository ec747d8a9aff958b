import { describe, expect, it } from 'vitest';
import { type BtydName, btydModels } from '@/server/stats/btyd';
import { seededRandom } from '@/server/stats/rng';
import { expectedSpend } from '@/server/stats/spend';
import { predictCustomer } from '@/server/stats/value';
import { drawFuture } from '@/server/stats/value/predict-customer';
import golden from '../../../golden/cdnow-sample.json';

const parameters: Readonly<Record<Exclude<BtydName, 'nbd'>, number[]>> = {
  bgnbd: golden['sample BG/NBD r,alpha,a,b'],
  mbgnbd: [0.5248431, 6.1830845, 0.8913594, 1.6140025],
  paretonbd: golden['sample Pareto/NBD r,alpha,s,beta'],
};
const spend = { params: [6.2495727, 3.7442247, 15.44352], repeatMean: 30 };
const histories = [
  { x: 0, tx: 0, T: 30 },
  { x: 2, tx: 30.43, T: 38.86 },
  { x: 9, tx: 12, T: 38 },
];

/** How many standard errors the mean lies from what it should be. */
function errorsOff(values: number[], truth: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return Math.abs(mean - truth) / Math.sqrt(variance / values.length);
}

describe('predict-customer', () => {
  it.each(['bgnbd', 'mbgnbd', 'paretonbd'] as const)(
    '%s: golden, the mean of its draws is the closed form',
    (model) => {
      for (const history of histories) {
        const input = { model, params: parameters[model], history, horizonWeeks: 39, spend };
        const random = seededRandom(11);
        const draws = Array.from({ length: 40_000 }, () => drawFuture(input, random));
        const { purchases, value } = predictCustomer(input, seededRandom(3));
        const expected = btydModels[model].expectedPurchases(parameters[model], history, 39);
        const each = expectedSpend(spend.params, history.x, spend.repeatMean);
        expect(purchases.expected).toBe(expected);
        expect(value?.expected).toBeCloseTo(expected * each, 9);
        expect(
          errorsOff(
            draws.map((draw) => draw.purchases),
            expected,
          ),
        ).toBeLessThan(4);
        expect(
          errorsOff(
            draws.map((draw) => draw.value),
            expected * each,
          ),
        ).toBeLessThan(4);
      }
    },
  );

  it('a wider level holds a narrower one, the same seed gives the same, and money needs spend', () => {
    const input = {
      model: 'mbgnbd' as const,
      params: parameters.mbgnbd,
      history: { x: 5, tx: 30, T: 33 },
      horizonWeeks: 52,
    };
    const [narrow, wide] = [
      predictCustomer(input, seededRandom(5), 0.5),
      predictCustomer(input, seededRandom(5), 0.95),
    ];
    expect(wide.purchases.ciLow).toBeLessThanOrEqual(narrow.purchases.ciLow);
    expect(wide.purchases.ciHigh).toBeGreaterThanOrEqual(narrow.purchases.ciHigh);
    expect(predictCustomer(input, seededRandom(5), 0.5)).toEqual(narrow);
    expect(narrow.value).toBeUndefined();
  });

  it('degenerate: a customer who is surely gone buys nothing, under NBD nobody is', () => {
    const gone = {
      model: 'mbgnbd' as const,
      params: parameters.mbgnbd,
      history: { x: 200, tx: 5, T: 300 },
      horizonWeeks: 10,
    };
    expect(predictCustomer(gone, seededRandom(1)).purchases).toMatchObject({ ciLow: 0, ciHigh: 0 });
    const nbd = { model: 'nbd' as const, params: [0.4, 12], history: { x: 20, tx: 20, T: 40 }, horizonWeeks: 52 };
    expect(predictCustomer(nbd, seededRandom(1)).purchases.ciLow).toBeGreaterThan(5);
    expect(() => predictCustomer({ ...nbd, horizonWeeks: 0 }, seededRandom(1))).toThrow(RangeError);
  });
});
