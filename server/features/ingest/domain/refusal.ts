/** Why a record is refused. Thrown inside this folder only; callers see it as a value. */
class Refusal extends Error {}

/** `field` may be a name that the sender chose: what cannot be stored is replaced. */
export const refuse = (field: string, problem: string): never => {
  throw new Refusal(`${field.replace(/[\0\p{Surrogate}]/gu, '\u{fffd}')}: ${problem}`);
};

/** Runs a rule: its answer, or the reason why there is none. Any other error is a bug and passes. */
export function judge<T>(rule: () => T): { ok: true; value: T } | { ok: false; reason: string } {
  try {
    return { ok: true, value: rule() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, reason: error.message };
    throw error;
  }
}
