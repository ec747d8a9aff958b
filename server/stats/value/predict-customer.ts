import { requireRange } from '../answer';
import { type BtydName, btydModels, type History } from '../btyd';
import { type Random, sampleBeta, sampleExponential, sampleGamma } from '../rng';
import { expectedSpend } from '../spend';

export interface CustomerInput {
  readonly model: BtydName;
  readonly params: readonly number[];
  readonly history: History;
  readonly horizonWeeks: number;
  /** Gamma-Gamma (p, q, v) and the customer's mean repeat purchase (0 without one), in one unit of money. */
  readonly spend?: { readonly params: readonly number[]; readonly repeatMean: number };
}

export interface Predicted {
  readonly expected: number;
  /** Ends of the prediction interval. */
  readonly ciLow: number;
  readonly ciHigh: number;
}

export interface CustomerPrediction {
  /** Purchases in the horizon. */
  readonly purchases: Predicted;
  /** Their money in the unit of `spend`; absent without it. */
  readonly value?: Predicted;
}

const DRAWS = 4000;

/**
 * What one customer will buy in the horizon, as a range: a single customer is far from their expectation.
 * Inputs: CustomerInput (weeks, money), a random source, the level. Returns the expectation in closed form and the
 * interval that holds what happens with at least `level` (counts are whole, so it may hold more).
 * Assumes the model at known parameters: their own uncertainty, small beside that of one customer, is left out.
 * Fails: RangeError unless the horizon is positive and 0 < level < 1. Numerics: 4,000 draws from the posterior.
 * Source: given that they are still a customer, rate and dropout have conjugate posteriors (Fader, Hardie and Lee 2005,
 * eq. 5–7; Schmittlein et al. 1987). Checked against: expectedPurchases and expectedSpend at the parameters of
 * tests/golden/cdnow-sample.json, coverage in tests/calibration/value/predict-customer.test.ts.
 */
export function predictCustomer(input: CustomerInput, random: Random, level = 0.8): CustomerPrediction {
  const { model, params, history, horizonWeeks, spend } = input;
  requireRange(horizonWeeks > 0 && level > 0 && level < 1, 'needs a horizon > 0 and 0 < level < 1');
  const expected = btydModels[model].expectedPurchases(params, history, horizonWeeks);
  const draws = Array.from({ length: DRAWS }, () => drawFuture(input, random));
  const ends = (values: number[]) => {
    const sorted = values.sort((a, b) => a - b);
    const tail = (1 - level) / 2;
    return { ciLow: sorted[Math.floor(tail * DRAWS)] ?? 0, ciHigh: sorted[Math.ceil((1 - tail) * DRAWS) - 1] ?? 0 };
  };
  const purchases = { expected, ...ends(draws.map((draw) => draw.purchases)) };
  if (!spend) return { purchases };
  const each = expectedSpend(spend.params, history.x, spend.repeatMean);
  return { purchases, value: { expected: expected * each, ...ends(draws.map((draw) => draw.value)) } };
}

/** One possible future of the customer. */
export function drawFuture(
  { model, params, history, horizonWeeks, spend }: CustomerInput,
  random: Random,
): { purchases: number; value: number } {
  const isAlive = random() < btydModels[model].pAlive(params, history);
  const purchases = isAlive ? drawPurchases({ model, params, history }, horizonWeeks, random) : 0;
  if (!spend || purchases === 0) return { purchases, value: 0 };
  const [p = 0, q = 0, v = 0] = spend.params;
  const rate = sampleGamma(random, q + p * history.x, v + history.x * spend.repeatMean);
  return { purchases, value: sampleGamma(random, p * purchases, rate) };
}

/** Purchases of who is a customer at T: rate and dropout from their posteriors, then the model's own story. */
function drawPurchases(
  { model, params, history: { x, T } }: Pick<CustomerInput, 'model' | 'params' | 'history'>,
  weeks: number,
  random: Random,
): number {
  const [r = 0, alpha = 0, third = 0, fourth = 0] = params;
  const rate = sampleGamma(random, r + x, alpha + T);
  const end =
    model === 'paretonbd' ? Math.min(weeks, sampleExponential(random, sampleGamma(random, third, fourth + T))) : weeks;
  const survived = model === 'mbgnbd' ? x + 1 : x;
  const risk = model === 'bgnbd' || model === 'mbgnbd' ? sampleBeta(random, third, fourth + survived) : 0;
  let count = 0;
  for (let t = sampleExponential(random, rate); t <= end; t += sampleExponential(random, rate)) {
    count += 1;
    if (random() < risk) break;
  }
  return count;
}
