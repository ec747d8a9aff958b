import { expressionValue, type FormulaName, formulaValue, TIMING_TEXT, type Timing } from '@/server/stats/value';
import { type Command, CommandFailure, parseCommand, parsePairs, UsageError } from './command';

const formulas: readonly FormulaName[] = [
  'basic',
  'revenue_retention_lifespan',
  'arpu_churn',
  'historical',
  'simple_retention',
  'npv',
];
const timings = Object.keys(TIMING_TEXT) as Timing[];

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new UsageError(`--${option} is one of ${known.join(', ')}, not "${value}"`);
  return found;
}

export const clvFormula: Command = {
  name: 'clv formula',
  usage: `(--name ${formulas.join('|')} | --expression TEXT) [--set var=value]… [--timing ${timings.join('|')}]`,
  summary: 'work out a formula step by step; needs no stores',
  run(args) {
    const { values } = parseCommand(args, [], {
      name: { type: 'string' },
      expression: { type: 'string' },
      set: { type: 'string', multiple: true },
      timing: { type: 'string' },
    });
    const set = new Map(Object.entries(parsePairs(values.set, 'set')));
    if ((values.name === undefined) === (values.expression === undefined))
      throw new UsageError('Give either --name or --expression.');
    const timing = oneOf('timing', values.timing ?? 'start', timings);
    const worked =
      values.name === undefined
        ? expressionValue(values.expression ?? '', set)
        : formulaValue({ name: oneOf('name', values.name, formulas), set, timing });
    if (!worked.ok) {
      const offer = worked.offer === undefined ? '' : ` Try ${worked.offer}`;
      throw new CommandFailure(worked.reason, `${worked.message}${offer}`);
    }
    const { value, unit, steps } = worked;
    const lines = steps.map((step) => `${step.text} = ${step.value}`);
    return Promise.resolve({ json: { value, unit, steps }, lines: [...lines, String(value)] });
  },
};
