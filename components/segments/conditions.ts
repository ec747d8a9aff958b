import {
  type Comparison,
  type Condition,
  customerFields,
  type NumberOp,
  numberOps,
  type Op,
  type Operand,
  opsByOperand,
  opsOfType,
  orderMeasures,
  type Rule,
  type RuleNode,
  type ValueType,
} from '@/db/schema/segments.constants';

const opLabels: Readonly<Record<Op, string>> = {
  is: 'is',
  is_not: 'is not',
  one_of: 'is one of',
  not_one_of: 'is none of',
  contains: 'contains',
  not_contains: 'does not contain',
  starts_with: 'begins with',
  ends_with: 'ends with',
  at_least: 'at least',
  at_most: 'at most',
  exactly: 'exactly',
  greater_than: 'more than',
  less_than: 'less than',
  in_last_days: 'in the last … days',
  more_than_days_ago: 'at least … days ago',
  in_next_days: 'in the next … days',
  before: 'before',
  after: 'after',
  on: 'on',
  between: 'from … to',
  known: 'is known',
  unknown: 'is not known',
};

export const measureLabels: Readonly<Record<string, string>> = {
  count: 'Number of orders',
  days: 'Days with an order',
  sum_amount: 'Money spent, net',
  average_amount: 'Average order',
  largest_amount: 'Largest order',
  refunded_amount: 'Money refunded',
  discounted_share: 'Share bought at a discount',
  first: 'First order',
  last: 'Last order',
};

/** What a condition is about, as one word of a list: `trait country`, `event login`, `orders count`, `plan`. */
export function subjectOf(condition: Condition): string {
  if ('trait' in condition) return `trait ${condition.trait}`;
  if ('did' in condition) return `event ${condition.did}`;
  if ('first' in condition) return `event ${condition.first}`;
  if ('last' in condition) return `event ${condition.last}`;
  if ('orders' in condition) return `orders ${condition.orders}`;
  if ('subscription' in condition) return `subscription ${condition.subscription}`;
  return 'segment' in condition ? 'segment ' : 'customers ';
}

const firstOf: Readonly<Record<ValueType, Op>> = {
  text: 'is',
  number: 'at_least',
  moment: 'in_last_days',
  any: 'is',
  past: 'in_last_days',
};

/** A condition about a subject, as it first stands in the builder. */
export function startOf(subject: string): Condition {
  const at = subject.indexOf(' ');
  const [kind, name] = [subject.slice(0, at), subject.slice(at + 1)];
  if (kind === 'trait') return { trait: name, ...comparisonOf(firstOf[typeOfTrait(name)]) };
  if (kind === 'event') return { did: name, op: 'at_least', times: 1, within_days: 30 };
  if (kind === 'subscription')
    return { subscription: name === 'mrr' ? 'mrr' : 'plan', ...comparisonOf(name === 'mrr' ? 'at_least' : 'is') };
  if (kind === 'segment') return { segment: '' };
  if (name === 'first' || name === 'last') return { orders: name, ...comparisonOf('in_last_days') };
  const measure = orderMeasures.find((known) => known === name) ?? 'count';
  return { orders: measure, op: 'at_least', value: measure === 'discounted_share' ? 0.5 : 1 };
}

const typeOfTrait = (name: string): ValueType =>
  Object.hasOwn(customerFields, name) ? customerFields[name as keyof typeof customerFields] : 'any';

export const operandOf = (op: string): Operand =>
  (Object.keys(opsByOperand) as Operand[]).find((operand) =>
    (opsByOperand[operand] as readonly string[]).includes(op),
  ) ?? 'nothing';

/** A comparison with its operand still to be filled in; numbers and days have a usual one. */
function comparisonOf(op: Op, from?: object): Comparison {
  const old = (from ?? {}) as { value?: unknown; from?: string; to?: string };
  const operand = operandOf(op);
  const empty: Record<Operand, object> = {
    word: { value: typeof old.value === 'string' ? old.value : '' },
    words: { value: typeof old.value === 'string' && old.value !== '' ? [old.value] : [] },
    part: { value: typeof old.value === 'string' ? old.value : '' },
    number: { value: typeof old.value === 'number' ? old.value : 1 },
    days: { value: typeof old.value === 'number' ? Math.max(1, Math.round(old.value)) : 30 },
    day: { value: typeof old.value === 'string' && /^\d{4}-/.test(old.value) ? old.value : '' },
    range: { from: old.from ?? '', to: old.to ?? '' },
    nothing: {},
  };
  return { op, ...empty[operand] } as Comparison;
}

export interface OpChoice {
  value: string;
  label: string;
}

const plain = (ops: readonly Op[]): OpChoice[] => ops.map((op) => ({ value: op, label: opLabels[op] }));
const eventOps: OpChoice[] = [
  ...numberOps.map((op) => ({ value: `times ${op}`, label: `done ${opLabels[op]} … times` })),
  ...numberOps.map((op) => ({ value: `days ${op}`, label: `done on ${opLabels[op]} … days` })),
  ...opsOfType.past.map((op) => ({ value: `last ${op}`, label: `last done ${opLabels[op]}` })),
  ...opsOfType.past.map((op) => ({ value: `first ${op}`, label: `first done ${opLabels[op]}` })),
];

/** Operators that fit a condition's subject, limited by what it holds. */
export function opsFor(condition: Condition): OpChoice[] {
  if ('trait' in condition) return plain(opsOfType[typeOfTrait(condition.trait)]);
  if ('did' in condition || 'first' in condition || 'last' in condition) return eventOps;
  if ('subscription' in condition) return plain(opsOfType[condition.subscription === 'mrr' ? 'number' : 'text']);
  if ('orders' in condition)
    return plain(condition.orders === 'first' || condition.orders === 'last' ? opsOfType.past : numberOps);
  return [];
}

export function opOf(condition: Condition): string {
  if ('did' in condition) return `${condition.days === undefined ? 'times' : 'days'} ${condition.op}`;
  if ('first' in condition) return `first ${condition.op}`;
  if ('last' in condition) return `last ${condition.op}`;
  return 'op' in condition ? condition.op : '';
}

/** The same condition with another operator; what was typed stays where it still fits. */
export function withOp(condition: Condition, choice: string): Condition {
  if ('did' in condition || 'first' in condition || 'last' in condition) return withEventOp(condition, choice);
  const compared = comparisonOf(choice as Op, condition);
  if ('trait' in condition) return { trait: condition.trait, ...compared };
  if ('subscription' in condition) return { subscription: condition.subscription, ...compared };
  return 'orders' in condition ? ({ ...condition, ...compared } as Condition) : condition;
}

type EventCondition = Extract<Condition, { did: string } | { first: string } | { last: string }>;

function withEventOp(condition: EventCondition, choice: string): Condition {
  const name = subjectOf(condition).slice('event '.length);
  const [kind = '', op = ''] = choice.split(' ');
  if (kind === 'first') return { first: name, ...comparisonOf(op as Op, condition) };
  if (kind === 'last') return { last: name, ...comparisonOf(op as Op, condition) };
  const n = 'did' in condition ? (condition.days ?? condition.times ?? 1) : 1;
  const window = 'did' in condition ? windowOf(condition) : {};
  return { did: name, op: op as NumberOp, ...(kind === 'days' ? { days: n } : { times: n }), ...window };
}

interface Windowed {
  within_days?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export function windowOf({ within_days, from, to }: Partial<Windowed>): Windowed {
  if (within_days !== undefined) return { within_days };
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** Whether facts are counted in a window. */
export const isWindowed = (condition: Condition): condition is Condition & Windowed =>
  'did' in condition || ('orders' in condition && condition.orders !== 'first' && condition.orders !== 'last');

/** True once every condition has what it asks for, so that it can be counted. */
export function isComplete(node: RuleNode): boolean {
  if ('all' in node) return node.all.every(isComplete);
  if ('any' in node) return node.any.every(isComplete);
  if ('not' in node) return isComplete(node.not);
  return Object.values(node).every(
    (value) =>
      value !== '' &&
      !(typeof value === 'number' && Number.isNaN(value)) &&
      !(Array.isArray(value) && value.length === 0),
  );
}

export type Group = { all: RuleNode[] } | { any: RuleNode[] };

/** A rule as the builder shows it: a group at the top, no negation of a negation. */
export function groupOf(rule: RuleNode): Group {
  if ('all' in rule) return { all: rule.all.map(plainNode) };
  if ('any' in rule) return { any: rule.any.map(plainNode) };
  const { v: _, ...node } = rule as Rule;
  return { all: [plainNode(node as RuleNode)] };
}

function plainNode(node: RuleNode): RuleNode {
  if ('all' in node || 'any' in node) return groupOf(node);
  if (!('not' in node)) return node;
  const inner = plainNode(node.not);
  return 'not' in inner ? inner.not : { not: inner };
}

export const ruleOf = (group: Group): Rule => ({ v: 1, ...group });
