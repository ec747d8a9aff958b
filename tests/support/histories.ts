import { type BtydName, groupHistories, type Rfx, simulateHistories } from '@/server/stats/btyd';
import type { Random } from '@/server/stats/rng';

export interface Base {
  readonly name: BtydName;
  readonly params: readonly number[];
  readonly buyers: number;
  /** Days from the first customer to the end of observation. */
  readonly days: number;
}

/** Customers who came over the first third and were watched to the last day, with what they bought in the weeks after. */
export function simulateBase(base: Base, horizonWeeks: number, random: Random): { stats: Rfx; actual: number } {
  const T = Float64Array.from({ length: base.buyers }, () => (base.days - Math.floor((base.days / 3) * random())) / 7);
  const { histories, later } = simulateHistories(base, T, horizonWeeks, random);
  return { stats: groupHistories(histories), actual: later.reduce((sum, n) => sum + n, 0) };
}
