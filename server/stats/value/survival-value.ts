import { type Answer, refuse, requireRange } from '../answer';

export interface SurvivalValueInput {
  /** Margin of each period t = 1, 2, … in money, if the customer is still one. */
  readonly margins: Float64Array;
  /** P(still a customer at the end of period t), same length, not increasing, in [0, 1]. */
  readonly survival: Float64Array;
  /** Per period, ≥ 0. */
  readonly discount: number;
  readonly acquisitionCost: number;
}

/**
 * Customer value from any survival curve: Σ m_t S(t) / (1 + d)^t − CAC, over the periods given.
 * Inputs: SurvivalValueInput; survival from Kaplan–Meier or sBG. Returns money.
 * Assumes margins at period end if retained, and nothing after the last period: a lower bound for positive margins.
 * Fails: `no_periods` (have 0, need 1); RangeError on a curve that cannot be.
 * Source: Gupta, Lehmann (2003). Checked against: the closed form m r / (1 + d − r) for geometric survival.
 */
export function survivalValue(input: SurvivalValueInput): Answer<{ value: number }, 'no_periods'> {
  const { margins, survival, discount, acquisitionCost } = input;
  requireRange(margins.length === survival.length, 'one margin a period');
  requireRange(discount >= 0, 'a discount rate is not negative');
  if (margins.length === 0) return refuse('no_periods', 0, 1);
  let value = -acquisitionCost;
  let before = 1;
  survival.forEach((stays, i) => {
    requireRange(stays >= 0 && stays <= before, 'survival lies in [0, 1] and does not rise');
    before = stays;
    value += ((margins[i] as number) * stays) / (1 + discount) ** (i + 1);
  });
  return { ok: true, value };
}
