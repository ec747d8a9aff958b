/** A formula as a tree. Positions count characters from 1, for messages. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly name: string; readonly position: number }
  | { readonly kind: 'negative'; readonly of: Expression }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: Expression; readonly right: Expression };

export type Operator = '+' | '−' | '×' | '÷' | '^';

export type FormulaReason =
  | 'syntax'
  | 'too_long'
  | 'unknown_variable'
  | 'missing_variable'
  | 'wrong_unit'
  | 'mixed_periods'
  | 'out_of_range'
  | 'division_by_zero'
  | 'overflow'
  | 'undefined_result'
  | 'does_not_converge';

/** `message` is one sentence for the person; `offer`, where there is one, is an input that would be accepted. */
export interface FormulaRefusal {
  readonly ok: false;
  readonly reason: FormulaReason;
  readonly message: string;
  readonly offer?: string;
}

export interface Step {
  /** The operation with its numbers, such as "100 × 5". */
  readonly text: string;
  readonly value: number;
}

export interface Worked {
  readonly ok: true;
  readonly value: number;
  readonly steps: readonly Step[];
}

export function refuseFormula(reason: FormulaReason, message: string, offer?: string): FormulaRefusal {
  return offer === undefined ? { ok: false, reason, message } : { ok: false, reason, message, offer };
}
