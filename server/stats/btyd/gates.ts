import { type Answer, refuse, requireRange } from '../answer';
import type { RfxTotals } from './group';

export type GateName = 'buyers' | 'repeaters' | 'history_weeks';

/** `have` and `need` in customers, customers and weeks. */
export interface Gate {
  readonly gate: GateName;
  readonly ok: boolean;
  readonly have: number;
  readonly need: number;
}

/** Weeks are those since the earliest first purchase. */
export type GateInput = Pick<RfxTotals, 'customers' | 'repeaters' | 'historyWeeks'>;

const NEED = { buyers: 300, repeaters: 100, history_weeks: 26 } as const;

/**
 * Whether purchase histories suffice for a prediction with an interval that holds what it says.
 * Inputs: totals of the histories. Returns every gate with what there is and what is needed; predictions are shown
 * when all are ok. Assumes a purchase rhythm of weeks to months; a yearly rhythm needs more history.
 * Source: the region in which predictTotal's 95 % interval keeps its coverage in
 * tests/calibration/btyd/predict-total.test.ts (at 300 buyers and 26 weeks: nominal within simulation error).
 */
export function gates(input: GateInput): Gate[] {
  const gate = (name: GateName, have: number): Gate => ({ gate: name, ok: have >= NEED[name], have, need: NEED[name] });
  return [
    gate('buyers', input.customers),
    gate('repeaters', input.repeaters),
    gate('history_weeks', input.historyWeeks),
  ];
}

/** New buyers and new repeaters in an ordinary week; history grows by a week a week by itself. */
export interface WeeklyGrowth {
  readonly buyers: number;
  readonly repeaters: number;
}

/**
 * Weeks until all gates pass at the present pace; 0 when they pass now.
 * Assumes growth stays what it is. Fails: `not_growing` (have weekly growth 0, need more than 0).
 */
export function weeksUntilGatesPass(
  results: readonly Gate[],
  growth: WeeklyGrowth,
): Answer<{ weeks: number }, 'not_growing'> {
  requireRange(growth.buyers >= 0 && growth.repeaters >= 0, 'growth cannot be negative');
  const pace: Record<GateName, number> = { ...growth, history_weeks: 1 };
  const open = results.filter((gate) => !gate.ok);
  const stuck = open.find(({ gate }) => pace[gate] === 0);
  if (stuck !== undefined) return refuse('not_growing', 0, stuck.need - stuck.have);
  const weeks = open.map(({ gate, have, need }) => Math.ceil((need - have) / pace[gate]));
  return { ok: true, weeks: Math.max(0, ...weeks) };
}
