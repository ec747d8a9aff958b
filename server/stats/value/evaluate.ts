import { type Expression, type FormulaRefusal, type Operator, refuseFormula, type Step, type Worked } from './types';

const show = (value: number): string => String(Number(value.toPrecision(12)));

class Undefined extends Error {
  constructor(readonly refusal: FormulaRefusal) {
    super(refusal.message);
  }
}

function apply(operator: Operator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '−':
      return left - right;
    case '×':
      return left * right;
    case '÷':
      return left / right;
    case '^':
      return left ** right;
  }
}

function operate(operator: Operator, left: number, right: number, steps: Step[]): number {
  const text = `${show(left)} ${operator} ${right < 0 ? `(${show(right)})` : show(right)}`;
  const dividesByZero = (operator === '÷' && right === 0) || (operator === '^' && left === 0 && right < 0);
  if (dividesByZero) throw new Undefined(refuseFormula('division_by_zero', `${text} divides by zero.`));
  const value = apply(operator, left, right);
  if (Number.isNaN(value)) throw new Undefined(refuseFormula('undefined_result', `${text} is not a real number.`));
  if (!Number.isFinite(value)) throw new Undefined(refuseFormula('overflow', `${text} is too large to represent.`));
  steps.push({ text, value });
  return value;
}

function walk(expression: Expression, variables: ReadonlyMap<string, number>, steps: Step[]): number {
  switch (expression.kind) {
    case 'number': {
      if (Number.isFinite(expression.value)) return expression.value;
      throw new Undefined(refuseFormula('overflow', 'A number in the formula is too large to represent.'));
    }
    case 'variable': {
      const value = variables.get(expression.name);
      if (value !== undefined) return value;
      const message = `"${expression.name}" at character ${expression.position} has no value; set it.`;
      throw new Undefined(refuseFormula('unknown_variable', message));
    }
    case 'negative':
      return -walk(expression.of, variables, steps);
    case 'operation': {
      const left = walk(expression.left, variables, steps);
      const right = walk(expression.right, variables, steps);
      return operate(expression.operator, left, right, steps);
    }
  }
}

/**
 * The value of a parsed formula and every operation on the way, in order.
 * Inputs: the tree; variables by name (a Map: no name reaches an object). Returns Worked, or a refusal:
 * `unknown_variable`, `division_by_zero`, `overflow`, `undefined_result`. Never NaN or Infinity.
 */
export function evaluateFormula(
  expression: Expression,
  variables: ReadonlyMap<string, number>,
): Worked | FormulaRefusal {
  const steps: Step[] = [];
  try {
    const value = walk(expression, variables, steps);
    return { ok: true, value, steps };
  } catch (problem) {
    if (problem instanceof Undefined) return problem.refusal;
    throw problem;
  }
}
