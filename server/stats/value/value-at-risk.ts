import { requireRange } from '../answer';
import { type BtydName, btydModels, type History } from '../btyd';

export interface AtRiskInput {
  readonly model: BtydName;
  readonly params: readonly number[];
  readonly history: History;
  readonly horizonWeeks: number;
  /** Expected spend of one purchase, in money. */
  readonly spendPerPurchase: number;
}

export interface AtRisk {
  /** P(still a customer now), in [0, 1]. */
  readonly pAlive: number;
  /** P(stops within the horizon | a customer now), in [0, 1]. */
  readonly pDrops: number;
  /** Expected spend over the horizon if a customer now, in money. */
  readonly valueIfAlive: number;
  /** pAlive × pDrops × valueIfAlive, in money: 0 for a lost customer. */
  readonly valueAtRisk: number;
  /** P(alive) below .1: counted apart, not at risk. */
  readonly lost: boolean;
}

const LOST_BELOW = 0.1;

/**
 * What a customer without a contract may cost us by leaving within the horizon.
 * Inputs: AtRiskInput, weeks and money. Returns the three factors and their product.
 * Assumes the model; NBD says that nobody leaves, so nothing is at risk under it.
 * Fails: RangeError unless the horizon is positive. Numerics: those of the model.
 * Source: the definition of value at risk in the statistics page. Checked against: its own factors by simulation.
 */
export function valueAtRisk({ model, params, history, horizonWeeks, spendPerPurchase }: AtRiskInput): AtRisk {
  requireRange(horizonWeeks > 0, 'value at risk needs a horizon');
  const { pAlive: alive, dropoutProbability, expectedPurchases } = btydModels[model];
  const pAlive = alive(params, history);
  const pDrops = dropoutProbability(params, history, horizonWeeks);
  const expected = expectedPurchases(params, history, horizonWeeks) * spendPerPurchase;
  const valueIfAlive = pAlive > 0 ? expected / pAlive : 0;
  const lost = pAlive < LOST_BELOW;
  return { pAlive, pDrops, valueIfAlive, valueAtRisk: lost ? 0 : pDrops * expected, lost };
}
