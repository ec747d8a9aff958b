import type { VariableSpec } from './named-formulas';
import { convertPeriod, type Period, parseQuantity, type Quantity } from './quantity';
import { type FormulaRefusal, refuseFormula } from './types';

/** A variable of a named formula with what was typed for it, or its standard value. */
export interface Given {
  readonly spec: VariableSpec;
  readonly quantity: Quantity;
}

/** Reads one variable as typed; refuses a missing one, a wrong unit and a value out of its range. */
export function readVariable(spec: VariableSpec, typed: string | undefined): Given | FormulaRefusal {
  if (typed === undefined) {
    if (spec.standard === undefined) return refuseFormula('missing_variable', `${spec.name} is not set.`);
    return { spec, quantity: { ok: true, value: spec.standard } };
  }
  const quantity = parseQuantity(spec.name, typed);
  if (!quantity.ok) return quantity;
  const { value, per } = quantity;
  const unitFits = spec.kind === 'duration' ? per === undefined : quantity.in === undefined;
  if (!unitFits || (spec.kind === undefined && per !== undefined)) {
    return refuseFormula('wrong_unit', `${spec.name} cannot be given as "${typed}".`);
  }
  if (value < spec.min || value > spec.max) {
    return refuseFormula('out_of_range', `${spec.name} lies between ${spec.min} and ${spec.max}, not ${value}.`);
  }
  return { spec, quantity };
}

export const periodOf = ({ quantity }: Given): Period | undefined => quantity.per ?? quantity.in;

/** Refuses 50/month beside 0.1/year and offers 600/year: the period of the rates, else of the last variable. */
export function checkPeriods(given: readonly Given[]): FormulaRefusal | null {
  const dated = given.filter((one) => periodOf(one) !== undefined);
  const rate = dated.findLast(({ spec }) => spec.kind !== 'flow') ?? dated.at(-1);
  const target = rate === undefined ? undefined : periodOf(rate);
  const odd = dated.find((one) => periodOf(one) !== target);
  if (rate === undefined || target === undefined || odd === undefined) return null;
  const from = periodOf(odd) ?? target;
  const { name, kind = 'flow' } = odd.spec;
  const converted = convertPeriod(kind, odd.quantity.value, from, target);
  const offer = kind === 'duration' ? `${name}=${converted} ${target}s` : `${name}=${converted}/${target}`;
  const message = `${name} is by the ${from} and ${rate.spec.name} by the ${target}; use one period, such as ${offer}.`;
  return refuseFormula('mixed_periods', message, offer);
}
