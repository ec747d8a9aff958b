import { bgnbd } from './bgnbd';
import { mbgnbd } from './mbgnbd';
import { nbd } from './nbd';
import { paretonbd } from './paretonbd';
import type { BtydModel, BtydName, History, Rfx } from './types';

/** Every purchase model by its name, in the order in which candidates are reported. */
export const btydModels: Readonly<Record<BtydName, BtydModel>> = { nbd, bgnbd, mbgnbd, paretonbd };

/** Parameters with their names, as the command line and the pages print them. */
export function namedParameters(model: BtydName, params: readonly number[]): Record<string, number> {
  return Object.fromEntries(btydModels[model].parameterNames.map((name, i) => [name, params[i] as number]));
}

function forEachGroup(stats: Rfx, valueOf: (history: History) => number): Float64Array {
  const out = new Float64Array(stats.x.length);
  for (let i = 0; i < out.length; i += 1) {
    out[i] = valueOf({ x: stats.x[i] as number, tx: stats.tx[i] as number, T: stats.T[i] as number });
  }
  return out;
}

/** P(alive) of each group, aligned with `stats`. */
export function pAliveAll(model: BtydModel, params: readonly number[], stats: Rfx): Float64Array {
  return forEachGroup(stats, (history) => model.pAlive(params, history));
}

/** Expected purchases of one customer of each group in the next `horizonWeeks`, aligned with `stats`. */
export function expectedPurchasesAll(
  model: BtydModel,
  params: readonly number[],
  stats: Rfx,
  horizonWeeks: number,
): Float64Array {
  return forEachGroup(stats, (history) => model.expectedPurchases(params, history, horizonWeeks));
}

/** Variance of those purchases at known parameters, aligned with `stats`. */
export function purchaseVarianceAll(
  model: BtydModel,
  params: readonly number[],
  stats: Rfx,
  horizonWeeks: number,
): Float64Array {
  return forEachGroup(stats, (history) => model.purchaseVariance(params, history, horizonWeeks));
}

/** Σ count · value over groups: from one customer of each group to all customers. */
export function totalOver(stats: Rfx, perCustomer: Float64Array): number {
  return perCustomer.reduce((sum, value, i) => sum + value * (stats.count[i] as number), 0);
}
