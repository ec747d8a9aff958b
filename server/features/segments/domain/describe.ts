import type {
  Comparison,
  Condition,
  DidCondition,
  NumberOp,
  OrderMeasure,
  PartOp,
  PropertyCondition,
  RuleNode,
  Window,
} from '@/db/schema/segments.constants';

/** How amounts and days are written: the domain knows no locale. */
export interface Writing {
  money(amount: number): string;
  day(day: string): string;
  count(n: number): string;
}

const numberWords: Readonly<Record<NumberOp, string>> = {
  at_least: 'at least',
  at_most: 'at most',
  exactly: 'exactly',
  greater_than: 'more than',
  less_than: 'less than',
};

const quoted = (value: string | number | boolean) => (typeof value === 'string' ? `“${value}”` : String(value));
const listed = (values: readonly string[], last: 'or' | 'and') =>
  values.length < 2 ? (values[0] ?? '') : `${values.slice(0, -1).join(', ')} ${last} ${values.at(-1)}`;
const shown = (values: readonly (string | number | boolean)[]) => {
  const first = values.slice(0, 4).map(quoted);
  return listed(values.length > 4 ? [...first, `${values.length - 4} others`] : first, 'or');
};
const inDays = (n: number) => (n === 1 ? '1 day' : `${n} days`);
const words = (name: string) => name.replaceAll('_', ' ');

/** What stands after the subject: "is “GB”", "is in the last 30 days". */
function comparisonWords(compared: Comparison, writing: Writing, number: (n: number) => string): string {
  switch (compared.op) {
    case 'is':
      return `is ${quoted(compared.value)}`;
    case 'is_not':
      return `is not ${quoted(compared.value)}`;
    case 'one_of':
      return `is ${shown(compared.value)}`;
    case 'not_one_of':
      return `is not ${shown(compared.value)}`;
    case 'known':
      return 'is known';
    case 'unknown':
      return 'is not known';
    default:
      return partOrNumberWords(compared, writing, number);
  }
}

const partWords: Readonly<Record<PartOp, string>> = {
  contains: 'contains',
  not_contains: 'does not contain',
  starts_with: 'begins with',
  ends_with: 'ends with',
};

function partOrNumberWords(compared: Comparison, writing: Writing, number: (n: number) => string): string {
  const { op } = compared;
  if (op in partWords && 'value' in compared) return `${partWords[op as PartOp]} ${quoted(String(compared.value))}`;
  if (op in numberWords && 'value' in compared)
    return `is ${numberWords[op as NumberOp]} ${number(Number(compared.value))}`;
  return momentWords(compared, writing, 'is ');
}

function momentWords(compared: Comparison, { day }: Writing, verb: string): string {
  switch (compared.op) {
    case 'in_last_days':
      return `${verb}in the last ${inDays(compared.value)}`;
    case 'more_than_days_ago':
      return `${verb}${inDays(compared.value)} ago or longer`;
    case 'in_next_days':
      return `${verb}in the next ${inDays(compared.value)}`;
    case 'before':
      return `${verb}before ${day(compared.value)}`;
    case 'after':
      return `${verb}after ${day(compared.value)}`;
    case 'on':
      return `${verb}on ${day(compared.value)}`;
    case 'between':
      return `${verb}from ${day(compared.from)} to ${day(compared.to)}`;
    default:
      return '';
  }
}

function windowWords({ within_days, from, to }: Window, { day }: Writing): string {
  if (within_days !== undefined) return ` in the last ${inDays(within_days)}`;
  if (from !== undefined && to !== undefined) return ` from ${day(from)} to ${day(to)}`;
  if (from !== undefined) return ` since ${day(from)}`;
  return to === undefined ? '' : ` until ${day(to)}`;
}

function whereWords(where: readonly PropertyCondition[] | undefined, writing: Writing): string {
  if (!where) return '';
  const isMoney = (property: string) => ['amount', 'cost', 'discount'].includes(property);
  const parts = where.map(
    ({ property, ...compared }) =>
      `${words(property)} ${comparisonWords(compared as Comparison, writing, isMoney(property) ? writing.money : String)}`,
  );
  return ` where ${listed(parts, 'and')}`;
}

const eventWords = (name: string) => (name === 'any' ? 'anything' : `“${name.replace(/^\\(?=\\*any$)/, '')}”`);

const times = (op: NumberOp, n: number) => {
  if (op === 'less_than') return `fewer than ${n} ${n === 1 ? 'time' : 'times'}`;
  return `${numberWords[op]} ${n === 1 ? 'once' : `${n} times`}`;
};

function didWords(condition: DidCondition, writing: Writing): string {
  const tail = `${windowWords(condition, writing)}${whereWords(condition.where, writing)}`;
  const what = eventWords(condition.did);
  const { op, days } = condition;
  const n = days ?? condition.times ?? 1;
  if (isNever(op, n)) return `did not do ${what}${tail || ' ever'}`;
  if (days !== undefined) return `did ${what} on ${numberWords[op]} ${inDays(days)}${tail}`;
  return op === 'at_least' && n === 1 ? `did ${what}${tail}` : `did ${what} ${times(op, n)}${tail}`;
}

const isNever = (op: NumberOp, n: number) =>
  (n === 0 && (op === 'exactly' || op === 'at_most')) || (n === 1 && op === 'less_than');

const measureWords: Readonly<Record<OrderMeasure, (quantity: string) => string>> = {
  count: (n) => `ordered ${n}`,
  days: (n) => `ordered on ${n}`,
  sum_amount: (n) => `spent ${n} net of refunds`,
  average_amount: (n) => `spent ${n} an order on average`,
  largest_amount: (n) => `spent ${n} on the largest order`,
  refunded_amount: (n) => `had ${n} refunded`,
  discounted_share: (n) => `bought ${n} of orders at a discount`,
};

function ordersWords(condition: Extract<Condition, { orders: string }>, writing: Writing): string {
  if (condition.orders === 'first' || condition.orders === 'last')
    return `${condition.orders} ordered${momentWords(condition as Comparison, writing, ' ')}`;
  const { orders, op, value } = condition as Extract<Condition, { orders: OrderMeasure }>;
  const tail = `${windowWords(condition as Window, writing)}${'where' in condition ? whereWords(condition.where, writing) : ''}`;
  if (orders === 'count')
    return isNever(op, value) ? `did not order${tail || ' ever'}` : `ordered ${times(op, value)}${tail}`;
  return `${measureWords[orders](`${numberWords[op]} ${quantityOf(orders, value, writing)}`)}${tail}`;
}

function quantityOf(orders: OrderMeasure, value: number, writing: Writing): string {
  if (orders === 'days') return inDays(value);
  return orders === 'discounted_share' ? `${Math.round(value * 1000) / 10} %` : writing.money(value);
}

/** One condition without a subject: "country is “GB”", "did “login” at least 2 times in the last 90 days". */
function conditionWords(condition: Condition, writing: Writing): string {
  if ('segment' in condition) return `in the segment “${condition.segment}”`;
  if ('customers' in condition)
    return `one of ${writing.count(condition.customers.length)} named ${condition.customers.length === 1 ? 'customer' : 'customers'}`;
  if ('did' in condition) return didWords(condition, writing);
  if ('orders' in condition) return ordersWords(condition, writing);
  if ('first' in condition) return `first did ${eventWords(condition.first)}${momentWords(condition, writing, ' ')}`;
  if ('last' in condition) return `last did ${eventWords(condition.last)}${momentWords(condition, writing, ' ')}`;
  if ('subscription' in condition) {
    const subject = condition.subscription === 'mrr' ? 'MRR' : 'plan';
    return `${subject} ${comparisonWords(condition, writing, writing.money)}`;
  }
  const number = condition.trait === 'acquisition_cost' ? writing.money : String;
  return `${words(condition.trait)} ${comparisonWords(condition, writing, number)}`;
}

/** A rule in plain English, without the subject; '' for everyone. */
export function describeRule(rule: RuleNode, writing: Writing): string {
  return nodeWords(rule, writing, true);
}

function nodeWords(node: RuleNode, writing: Writing, isTop: boolean): string {
  if ('not' in node) return notWords(node.not, writing);
  if ('all' in node) return joined(node.all, { writing, isTop, last: 'and' }) || (isTop ? '' : 'anyone');
  if ('any' in node) return joined(node.any, { writing, isTop, last: 'or' }) || 'nobody';
  return conditionWords(node, writing);
}

function notWords(node: RuleNode, writing: Writing): string {
  const inner = nodeWords(node, writing, true) || 'anyone';
  return 'segment' in node || 'customers' in node ? `not ${inner}` : `not (${inner})`;
}

function joined(
  nodes: readonly RuleNode[],
  { writing, isTop, last }: { writing: Writing; isTop: boolean; last: 'and' | 'or' },
): string {
  const parts = nodes.map((node) => nodeWords(node, writing, false));
  if (parts.length < 2) return parts[0] ?? '';
  if (isTop) return `${parts.slice(0, -1).join(', ')}, ${last} ${parts.at(-1)}`;
  return last === 'or' ? `(${parts.join(' or ')})` : `(${parts.join(' and ')})`;
}
