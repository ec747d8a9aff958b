import { evaluateFormula } from './evaluate';
import { type FormulaName, namedFormula, TIMING_TEXT, type Timing } from './named-formulas';
import { parseFormula } from './parse';
import { parseQuantity } from './quantity';
import { checkPeriods, type Given, periodOf, readVariable } from './read-variable';
import { type FormulaRefusal, refuseFormula, type Step, type Worked } from './types';

export interface FormulaInput {
  readonly name: FormulaName;
  /** Values as typed, by variable: "100", "50/month", "3 years", "10%"; for npv flows "100, 200, 300". */
  readonly set: ReadonlyMap<string, string>;
  readonly timing: Timing;
}

export interface FormulaValue extends Worked {
  /** money: in the currency of the inputs. number: an expression, which has no units. */
  readonly unit: 'money' | 'number';
}

/** Evaluates a free expression over plain numbers: no units, so no check of them. */
export function expressionValue(text: string, set: ReadonlyMap<string, string>): FormulaValue | FormulaRefusal {
  const parsed = parseFormula(text);
  if (!parsed.ok) return parsed;
  const variables = new Map<string, number>();
  for (const [name, typed] of set) {
    const quantity = parseQuantity(name, typed);
    if (!quantity.ok) return quantity;
    if (quantity.per !== undefined || quantity.in !== undefined) {
      return refuseFormula('wrong_unit', `An expression has no units; give ${name} as a plain number.`);
    }
    variables.set(name, quantity.value);
  }
  const worked = evaluateFormula(parsed.expression, variables);
  return worked.ok ? { ...worked, unit: 'number' } : worked;
}

function netPresentValue({ set, timing }: FormulaInput): FormulaValue | FormulaRefusal {
  const rate = readVariable({ name: 'discount', kind: 'growth', min: 0, max: Number.MAX_VALUE }, set.get('discount'));
  if ('ok' in rate) return rate;
  const flows: number[] = [];
  for (const typed of (set.get('flows') ?? '').split(/[,;]/)) {
    const flow = parseQuantity('flows', typed);
    if (!flow.ok) return set.has('flows') ? flow : refuseFormula('missing_variable', 'flows is not set.');
    flows.push(flow.value);
  }
  const first = timing === 'start' ? 0 : 1;
  const terms = flows.map((_, i) => `flow_${i + 1} ÷ (1 + discount) ^ ${i + first}`);
  const variables = new Map(flows.map((flow, i) => [`flow_${i + 1}`, flow]));
  return workOut(terms.join(' + '), variables.set('discount', rate.quantity.value), []);
}

function workOut(
  expression: string,
  variables: ReadonlyMap<string, number>,
  notes: readonly Step[],
): FormulaValue | FormulaRefusal {
  const parsed = parseFormula(expression);
  if (!parsed.ok) return parsed;
  const worked = evaluateFormula(parsed.expression, variables);
  return worked.ok ? { ...worked, steps: [...notes, ...worked.steps], unit: 'money' } : worked;
}

/**
 * A CLV by one of the named formulas, with its worked steps.
 * Inputs: FormulaInput. Returns the value in the money of the inputs and the steps: first what was taken as given
 * (the timing convention, standard values), then every operation.
 * Assumes a constant rate per period; `growth` is one step in the first period, `growth_every_period` compounds.
 * Fails: `missing_variable`, `unknown_variable`, `wrong_unit`, `out_of_range`, `mixed_periods` (with an offer),
 * `does_not_converge` when r (1 + g) ≥ 1 + d, and the arithmetic reasons of evaluateFormula.
 * Checked against: tests/golden/formulas-and-published-fits.json and the examples of the statistics page.
 */
export function formulaValue(input: FormulaInput): FormulaValue | FormulaRefusal {
  const { name, set, timing } = input;
  const known = name === 'npv' ? ['flows', 'discount'] : namedFormula(name, timing).variables.map((v) => v.name);
  const stranger = [...set.keys()].find((key) => !known.includes(key));
  if (stranger !== undefined) {
    return refuseFormula('unknown_variable', `${name} has no variable "${stranger}"; it has ${known.join(', ')}.`);
  }
  if (name === 'npv') return netPresentValue(input);
  const { variables, expression } = namedFormula(name, timing);
  const given: Given[] = [];
  for (const spec of variables) {
    const one = readVariable(spec, set.get(spec.name));
    if ('ok' in one) return one;
    given.push(one);
  }
  const mixed = checkPeriods(given);
  if (mixed !== null) return mixed;
  const values = new Map(given.map(({ spec, quantity }) => [spec.name, quantity.value]));
  if (name === 'simple_retention' && diverges(values)) {
    return refuseFormula(
      'does_not_converge',
      'retention × (1 + growth) is not below 1 + discount: the sum is infinite.',
    );
  }
  return workOut(expression, values, notesOf(input, given));
}

function diverges(values: ReadonlyMap<string, number>): boolean {
  const at = (name: string): number => values.get(name) ?? 0;
  return at('retention') * (1 + at('growth_every_period')) >= 1 + at('discount');
}

/** What was taken as given before the first operation: timing, periods not named, standard values. */
function notesOf({ name, set, timing }: FormulaInput, given: readonly Given[]): Step[] {
  const period = given.map(periodOf).find((one) => one !== undefined);
  const notes = given.flatMap((one): Step[] => {
    const { spec, quantity } = one;
    if (!set.has(spec.name)) {
      const text = `${spec.name} is not given: taken as ${quantity.value}`;
      return spec.standard === 0 ? [] : [{ text, value: quantity.value }];
    }
    if (period === undefined || spec.kind === undefined || periodOf(one) !== undefined) return [];
    return [{ text: `${spec.name} has no period: taken by the ${period}`, value: quantity.value }];
  });
  if (name !== 'simple_retention') return notes;
  const first = timing === 'start' ? 0 : 1;
  return [{ text: `timing: ${TIMING_TEXT[timing]}; periods to the first margin`, value: first }, ...notes];
}
