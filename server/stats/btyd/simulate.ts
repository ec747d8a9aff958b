import { type Random, sampleBeta, sampleExponential, sampleGamma } from '../rng';
import type { BtydName, Rfx } from './types';

/** When this customer stops, decided up front (`lifeWeeks`) or by a coin at each purchase (`risk`). */
interface Habit {
  readonly ratePerWeek: number;
  readonly lifeWeeks: number;
  readonly risk: number;
}

function drawHabit(name: BtydName, params: readonly number[], random: Random): Habit {
  const [r = 0, alpha = 0, third = 0, fourth = 0] = params;
  const ratePerWeek = sampleGamma(random, r, alpha);
  if (name === 'paretonbd') {
    return { ratePerWeek, lifeWeeks: sampleExponential(random, sampleGamma(random, third, fourth)), risk: 0 };
  }
  if (name === 'nbd') return { ratePerWeek, lifeWeeks: Infinity, risk: 0 };
  return { ratePerWeek, lifeWeeks: Infinity, risk: sampleBeta(random, third, fourth) };
}

/**
 * Repeat-purchase times of one new customer, ascending, in weeks after the first purchase, up to `weeks`.
 * Inputs: model name and its parameters, a random source. Follows the model's own story, not its formulas, so that
 * it can check them. Source: the papers named at each model.
 */
export function simulatePurchases(
  name: BtydName,
  params: readonly number[],
  weeks: number,
  random: Random,
): Float64Array {
  const { ratePerWeek, lifeWeeks, risk } = drawHabit(name, params, random);
  const times: number[] = [];
  const end = Math.min(weeks, lifeWeeks);
  if (name === 'mbgnbd' && random() < risk) return new Float64Array(0);
  for (let t = sampleExponential(random, ratePerWeek); t <= end; t += sampleExponential(random, ratePerWeek)) {
    times.push(t);
    if (random() < risk) break;
  }
  return Float64Array.from(times);
}

/**
 * One history for each entry of `T` (weeks observed), with the purchases of the following `horizonWeeks`.
 * Returns ungrouped Rfx (count 1) and `later`, purchases in (T, T + horizonWeeks], aligned.
 */
export function simulateHistories(
  model: { readonly name: BtydName; readonly params: readonly number[] },
  T: Float64Array,
  horizonWeeks: number,
  random: Random,
): { histories: Rfx; later: Float64Array } {
  const x = new Float64Array(T.length);
  const tx = new Float64Array(T.length);
  const later = new Float64Array(T.length);
  T.forEach((weeks, i) => {
    for (const t of simulatePurchases(model.name, model.params, weeks + horizonWeeks, random)) {
      if (t > weeks) later[i] = (later[i] as number) + 1;
      else {
        x[i] = (x[i] as number) + 1;
        tx[i] = t;
      }
    }
  });
  return { histories: { x, tx, T, count: new Float64Array(T.length).fill(1) }, later };
}
