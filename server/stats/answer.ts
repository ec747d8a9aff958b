/** The data cannot answer: `have` and `need` are in the unit that the reason names (buyers, events, weeks …). */
export interface Refusal<Reason extends string = string> {
  readonly ok: false;
  readonly reason: Reason;
  readonly have: number;
  readonly need: number;
}

/** Either an answer with its fields or a refusal that says why. Never null, undefined or NaN. */
export type Answer<T, Reason extends string = string> = ({ readonly ok: true } & T) | Refusal<Reason>;

export function refuse<Reason extends string>(reason: Reason, have: number, need: number): Refusal<Reason> {
  return { ok: false, reason, have, need };
}

/** Throws RangeError when a caller's argument breaks its contract: a bug, not a property of the data. */
export function requireRange(holds: boolean, message: string): asserts holds {
  if (!holds) throw new RangeError(message);
}
