import { dayAt, dayNumberOf } from '@/server/platform/calendar';

type Scalar = string | number | boolean;
interface Compared {
  op: string;
  value?: Scalar | Scalar[];
  from?: string;
  to?: string;
}

export interface NaiveOrder {
  customer: string;
  ms: number;
  /** In the workspace's currency; null is unknown. */
  minor: number | null;
  original: number | null;
  fields: Record<string, string | number | null>;
  properties: Record<string, unknown>;
}
export interface NaiveEvent {
  customer: string;
  event: string;
  ms: number;
  properties: Record<string, unknown>;
}
export interface NaiveSubscription {
  customer: string;
  startedOn: string;
  endedOn: string | null;
  plan: string;
  mrrMinor: number | null;
}
export interface NaiveCustomer {
  id: string;
  fields: Record<string, string>;
  createdMs: number | null;
  costMinor: number | null;
  traits: Record<string, unknown>;
}

/** Everything that is known, as plain lists. */
export interface Facts {
  zone: string;
  digits: number;
  customers: NaiveCustomer[];
  orders: NaiveOrder[];
  events: NaiveEvent[];
  subscriptions: NaiveSubscription[];
  segments: Map<string, unknown>;
}

type Node = Record<string, unknown>;

/** Ids of the customers for whom a rule holds: every condition is worked out for each customer from the lists. */
export function naiveMembers(facts: Facts, rule: unknown, at: string): string[] {
  const asOf = dayNumberOf(at);
  return facts.customers
    .filter((customer) => holds(rule as Node, { facts, customer, asOf }))
    .map(({ id }) => id)
    .toSorted();
}

interface Asked {
  facts: Facts;
  customer: NaiveCustomer;
  asOf: number;
}

function holds(node: Node, asked: Asked): boolean {
  if ('all' in node) return (node.all as Node[]).every((one) => holds(one, asked));
  if ('any' in node) return (node.any as Node[]).some((one) => holds(one, asked));
  if ('not' in node) return !holds(node.not as Node, asked);
  if ('segment' in node) return holds(asked.facts.segments.get(node.segment as string) as Node, asked);
  if ('customers' in node) return (node.customers as string[]).includes(asked.customer.id);
  if ('trait' in node) return traitHolds(node as unknown as Compared & { trait: string }, asked);
  if ('subscription' in node) return subscriptionHolds(node as unknown as Compared & { subscription: string }, asked);
  if ('orders' in node) return ordersHold(node, asked);
  return eventsHold(node, asked);
}

const dayOf = (ms: number, { zone }: Facts) => Math.max(0, dayNumberOf(dayAt(ms, zone)));

function compareNumbers(a: number, op: string, b: number): boolean {
  if (op === 'at_least') return a >= b;
  if (op === 'at_most') return a <= b;
  if (op === 'greater_than') return a > b;
  if (op === 'less_than') return a < b;
  return a === b;
}

/** What a stored value is as a text: absent and empty are the same. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const ownValue = (bag: Record<string, unknown>, name: string) => (Object.hasOwn(bag, name) ? bag[name] : undefined);

const foldAscii = (text: string) => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

const numeric = /^-?\d{1,15}(\.\d{1,15})?([eE][-+]?\d{1,2})?$/;
const dated = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])/;
const numberOps = ['at_least', 'at_most', 'exactly', 'greater_than', 'less_than'];

const positiveTexts: Record<string, (text: string, value: Compared['value']) => boolean> = {
  is: (text, value) => text === String(value),
  one_of: (text, value) => (value as Scalar[]).some((scalar) => String(scalar) === text),
  contains: (text, value) => foldAscii(text).includes(foldAscii(String(value))),
  starts_with: (text, value) => text.startsWith(String(value)),
  ends_with: (text, value) => text.endsWith(String(value)),
  known: (text) => text !== '',
};
const contraries: Record<string, string> = {
  is_not: 'is',
  not_one_of: 'one_of',
  not_contains: 'contains',
  unknown: 'known',
};

function textHolds(text: string, compared: Compared, asOf: number): boolean {
  const { op, value } = compared;
  const contrary = contraries[op];
  if (contrary !== undefined) return !textHolds(text, { ...compared, op: contrary }, asOf);
  const positive = positiveTexts[op];
  if (positive) return positive(text, value);
  if (numberOps.includes(op)) return numeric.test(text) && compareNumbers(Number(text), op, Number(value));
  return dated.test(text) && momentHolds(dayOfText(text.slice(0, 10)), compared, asOf);
}

/** The 31st of February lies after its 28th and before the 1st of March. */
function dayOfText(day: string): number {
  for (let last = Number(day.slice(8)); ; last -= 1) {
    try {
      const n = dayNumberOf(`${day.slice(0, 8)}${String(last).padStart(2, '0')}`);
      return last === Number(day.slice(8)) ? n : n + 0.5;
    } catch {
      continue;
    }
  }
}

const moments: Record<string, (day: number, compared: Compared, asOf: number) => boolean> = {
  in_last_days: (day, { value }, asOf) => day <= asOf && day > asOf - Number(value),
  more_than_days_ago: (day, { value }, asOf) => day <= asOf - Number(value),
  in_next_days: (day, { value }, asOf) => day > asOf && day <= asOf + Number(value),
  before: (day, { value }) => day < dayNumberOf(String(value)),
  after: (day, { value }) => day > dayNumberOf(String(value)),
  on: (day, { value }) => day === dayNumberOf(String(value)),
  between: (day, { from, to }) => day >= dayNumberOf(from ?? '') && day <= dayNumberOf(to ?? ''),
};

const momentHolds = (day: number, compared: Compared, asOf: number): boolean =>
  moments[compared.op]?.(day, compared, asOf) ?? false;

/** Minor units of an amount in whole units, half away from zero, by its decimal text. */
function minorOf(value: number, digits: number): number {
  const [whole = '0', rest = ''] = Math.abs(value).toFixed(12).split('.');
  const shifted = `${whole}${rest.slice(0, digits)}`;
  const up = Number(rest[digits] ?? '0') >= 5 ? 1 : 0;
  return Math.sign(value) * (Number(shifted) + up);
}

function traitHolds({ trait, ...compared }: Compared & { trait: string }, { facts, customer, asOf }: Asked): boolean {
  if (trait === 'created_at') {
    if (compared.op === 'unknown' || customer.createdMs === null)
      return compared.op === 'unknown' && customer.createdMs === null;
    return compared.op === 'known' || momentHolds(dayNumberOf(dayAt(customer.createdMs, facts.zone)), compared, asOf);
  }
  if (trait === 'acquisition_cost') return nullableHolds(customer.costMinor, compared, facts.digits);
  if (trait === 'id') return textHolds(customer.id, compared, asOf);
  const own = [
    'name',
    'email',
    'parent_id',
    'owner_email',
    'country',
    'timezone',
    'locale',
    'acquisition_channel',
    'referred_by',
  ];
  return textHolds(
    textOf(own.includes(trait) ? customer.fields[trait] : ownValue(customer.traits, trait)),
    compared,
    asOf,
  );
}

function nullableHolds(stored: number | null, { op, value }: Compared, digits?: number): boolean {
  if (op === 'known') return stored !== null;
  if (op === 'unknown') return stored === null;
  const wanted = digits === undefined ? Number(value) : minorOf(Number(value), digits);
  return stored !== null && compareNumbers(stored, op, wanted);
}

function inWindow(node: Node, day: number, asOf: number): boolean {
  if (day > asOf) return false;
  if (typeof node.within_days === 'number') return day > asOf - node.within_days;
  if (typeof node.from === 'string' && day < dayNumberOf(node.from)) return false;
  return !(typeof node.to === 'string' && day > dayNumberOf(node.to));
}

const isPurchase = ({ minor, original }: NaiveOrder) => (minor ?? original ?? 0) >= 0;

const total = (numbers: number[]) => numbers.reduce((sum, n) => sum + n, 0);
const knownOf = (orders: NaiveOrder[]) =>
  orders.filter(isPurchase).flatMap(({ minor }) => (minor === null ? [] : [minor]));

/** Undefined where there is nothing to compare. */
const measures: Record<string, (orders: NaiveOrder[], facts: Facts) => number | undefined> = {
  count: (orders) => orders.filter(isPurchase).length,
  days: (orders, facts) => new Set(orders.filter(isPurchase).map(({ ms }) => dayOf(ms, facts))).size,
  sum_amount: (orders) => total(orders.map(({ minor }) => minor ?? 0)),
  refunded_amount: (orders) => -total(orders.filter((order) => !isPurchase(order)).map(({ minor }) => minor ?? 0)),
  average_amount: (orders) => {
    const known = knownOf(orders);
    return known.length > 0 ? total(known) / known.length : undefined;
  },
  largest_amount: (orders) => {
    const known = knownOf(orders);
    return known.length > 0 ? Math.max(...known) : undefined;
  },
  discounted_share: (orders) => {
    const purchases = orders.filter(isPurchase);
    const discounted = purchases.filter(({ fields }) => Number(fields.discount ?? 0) > 0);
    return purchases.length > 0 ? discounted.length / purchases.length : undefined;
  },
};

function ordersHold(node: Node, asked: Asked): boolean {
  const { facts, customer, asOf } = asked;
  const own = facts.orders.filter((order) => order.customer === customer.id);
  const measure = String(node.orders);
  if (measure === 'first' || measure === 'last') {
    const days = own.filter(isPurchase).map(({ ms }) => dayOf(ms, facts));
    return firstOrLastHolds(measure, days, node, asOf);
  }
  const where = (node.where ?? []) as (Compared & { property: string })[];
  const orders = own.filter(
    (order) =>
      inWindow(node, dayOf(order.ms, facts), asOf) &&
      where.every((condition) => orderPropertyHolds(order, condition, asked)),
  );
  const found = measures[measure]?.(orders, facts);
  const wanted = measure.endsWith('_amount') ? minorOf(Number(node.value), facts.digits) : Number(node.value);
  return found !== undefined && compareNumbers(found, String(node.op), wanted);
}

function orderPropertyHolds(
  order: NaiveOrder,
  { property, ...compared }: Compared & { property: string },
  asked: Asked,
) {
  const { facts, asOf } = asked;
  if (property === 'amount') return nullableHolds(order.minor, compared, facts.digits);
  const stored = order.fields[property];
  if (property === 'cost' || property === 'discount')
    return nullableHolds((stored as number) ?? null, compared, facts.digits);
  if (property === 'quantity') return nullableHolds((stored as number) ?? null, compared);
  const isField = ['id', 'currency', 'product_id', 'product_name', 'category', 'channel', 'offer_code'].includes(
    property,
  );
  return textHolds(textOf(isField ? stored : ownValue(order.properties, property)), compared, asOf);
}

function firstOrLastHolds(which: unknown, days: number[], node: Node, asOf: number): boolean {
  const seen = days.filter((day) => day <= asOf);
  if (seen.length === 0) return false;
  const day = which === 'first' ? Math.min(...seen) : Math.max(...seen);
  return momentHolds(day, node as unknown as Compared, asOf);
}

/** Days of what was done, one for each time. */
function doneOn(
  name: string,
  { facts, customer }: Asked,
  where: (Compared & { property: string })[],
  asOf: number,
): number[] {
  const event = name === '\\any' ? 'any' : name === '\\\\any' ? '\\any' : name;
  const events = facts.events.filter(
    (one) =>
      one.customer === customer.id &&
      (name === 'any' || one.event === event) &&
      where.every(({ property, ...compared }) => textHolds(textOf(ownValue(one.properties, property)), compared, asOf)),
  );
  const bought = name === 'any' ? facts.orders.filter((one) => one.customer === customer.id && isPurchase(one)) : [];
  return [...events, ...bought].map(({ ms }) => dayOf(ms, facts));
}

function eventsHold(node: Node, asked: Asked): boolean {
  const { asOf } = asked;
  const which = 'first' in node ? 'first' : 'last' in node ? 'last' : undefined;
  if (which) return firstOrLastHolds(which, doneOn(String(node[which]), asked, [], asOf), node, asOf);
  const where = (node.where ?? []) as (Compared & { property: string })[];
  const days = doneOn(String(node.did), asked, where, asOf).filter((day) => inWindow(node, day, asOf));
  const counted = node.days === undefined ? days.length : new Set(days).size;
  return compareNumbers(counted, String(node.op ?? 'at_least'), Number(node.days ?? node.times ?? 1));
}

function subscriptionHolds({ subscription, ...compared }: Compared & { subscription: string }, asked: Asked): boolean {
  const { facts, customer, asOf } = asked;
  const running = facts.subscriptions.filter(
    (one) =>
      one.customer === customer.id &&
      dayNumberOf(one.startedOn) <= asOf &&
      (one.endedOn === null || dayNumberOf(one.endedOn) > asOf),
  );
  const negated = contraries[compared.op];
  if (negated !== undefined) return !subscriptionHolds({ subscription, ...compared, op: negated }, asked);
  if (subscription === 'plan') return running.some(({ plan }) => textHolds(plan, compared, asOf));
  if (compared.op === 'known') return running.some(({ mrrMinor }) => mrrMinor !== null);
  const mrr = running.reduce((sum, { mrrMinor }) => sum + (mrrMinor ?? 0), 0);
  return compareNumbers(mrr, compared.op, minorOf(Number(compared.value), facts.digits));
}
