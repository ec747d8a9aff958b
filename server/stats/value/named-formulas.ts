import type { PeriodKind } from './quantity';

export type FormulaName =
  | 'basic'
  | 'revenue_retention_lifespan'
  | 'arpu_churn'
  | 'historical'
  | 'simple_retention'
  | 'npv';

/** When margins are received: today and certain; at period end, certain; at period end if the customer stayed. */
export type Timing = 'start' | 'end' | 'end_if_retained';

export interface VariableSpec {
  readonly name: string;
  /** How it depends on the period; undefined for plain money and plain shares. */
  readonly kind?: PeriodKind;
  readonly min: number;
  readonly max: number;
  /** Used when it is not given, and said so. */
  readonly standard?: number;
}

export interface NamedFormula {
  readonly variables: readonly VariableSpec[];
  /** In the grammar of parse.ts. */
  readonly expression: string;
}

const ANY = Number.MAX_VALUE;
const money = (name: string, standard?: number): VariableSpec => ({ name, min: -ANY, max: ANY, ...set(standard) });
const flow = (name: string, standard?: number): VariableSpec => ({ ...money(name, standard), kind: 'flow' });
const share = (name: string, kind: PeriodKind, standard?: number): VariableSpec => ({
  name,
  kind,
  min: 0,
  max: 1,
  ...set(standard),
});
const set = (standard?: number): { standard?: number } => (standard === undefined ? {} : { standard });
const lifespan: VariableSpec = { name: 'lifespan', kind: 'duration', min: 0, max: ANY };
const discount: VariableSpec = { name: 'discount', kind: 'growth', min: 0, max: ANY };

const RETENTION_VARIABLES: readonly VariableSpec[] = [
  flow('margin'),
  share('retention', 'retention'),
  discount,
  // One step in the first period; growth_every_period compounds.
  { name: 'growth', kind: 'growth', min: -1, max: ANY, standard: 0 },
  { name: 'growth_every_period', kind: 'growth', min: -1, max: ANY, standard: 0 },
  flow('cost', 0),
  money('cac', 0),
];

const RETENTION_DIVISOR = '(1 + discount − retention × (1 + growth_every_period))';
const RETENTION_BY_TIMING: Readonly<Record<Timing, string>> = {
  start: `(margin − cost) × (1 + growth) × (1 + discount) ÷ ${RETENTION_DIVISOR} − cac`,
  end: `(margin − cost) × (1 + growth) ÷ ${RETENTION_DIVISOR} − cac`,
  end_if_retained: `(margin − cost) × (1 + growth) × retention ÷ ${RETENTION_DIVISOR} − cac`,
};

/** What the page says about each timing. */
export const TIMING_TEXT: Readonly<Record<Timing, string>> = {
  start: 'first margin today and certain',
  end: 'margins at the end of each period, the first certain',
  end_if_retained: 'margins at the end of each period, only if the customer stayed',
};

/** The library of CLV formulas, all but npv, whose flows are a list. Values are money in the caller's currency. */
export function namedFormula(name: Exclude<FormulaName, 'npv'>, timing: Timing): NamedFormula {
  const frequency: VariableSpec = { name: 'frequency', kind: 'flow', min: 0, max: ANY };
  const formulas: Record<Exclude<FormulaName, 'npv'>, NamedFormula> = {
    basic: { variables: [money('value'), frequency, lifespan], expression: 'value × frequency × lifespan' },
    revenue_retention_lifespan: {
      variables: [flow('revenue'), { name: 'retention', min: 0, max: 1, standard: 1 }, lifespan],
      expression: 'revenue × retention × lifespan',
    },
    arpu_churn: { variables: [flow('arpu'), share('churn', 'churn')], expression: 'arpu ÷ churn' },
    historical: {
      variables: [money('revenue'), { name: 'margin', min: -1, max: 1 }, { name: 'retention', min: 0, max: 1 }],
      expression: 'revenue × margin × retention',
    },
    simple_retention: { variables: RETENTION_VARIABLES, expression: RETENTION_BY_TIMING[timing] },
  };
  return formulas[name];
}
