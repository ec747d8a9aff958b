import {
  type Comparison,
  type Condition,
  customerFields,
  type DidCondition,
  type NumberOp,
  type OrderMoment,
  type OrdersCondition,
  orderFields,
  type PropertyCondition,
  type SubscriptionCondition,
  type TraitCondition,
} from '@/db/schema/segments.constants';
import { dayOfNumber } from '@/server/platform/calendar';
import { activityKey, anyActivity, eventOf, monthsAndDays, purchaseKey } from './domain/activity';
import type { Bindings } from './domain/bindings';
import {
  compareInstant,
  compareNullable,
  compareNumber,
  compareText,
  minorOf,
  type Place,
  zeroPasses,
} from './domain/predicates';
import { type DayRange, rangeOfPast, rangeOfWindow } from './domain/windows';

/** A SELECT of one bitmap `x` of customer numbers; the condition holds for them, or with `except` for everyone else. */
export interface Leaf {
  select: string;
  except: boolean;
}

interface Asking {
  bindings: Bindings;
  place: Place;
}

type LeafCondition = Exclude<Condition, { segment: string }>;

/** One condition as a set of customers, hidden ones not yet taken out. */
export function leafOf(condition: LeafCondition, asking: Asking): Leaf {
  if ('trait' in condition) return traitLeaf(condition, asking);
  if ('customers' in condition) return namedLeaf(condition.customers, asking);
  if ('did' in condition) return didLeaf(condition, asking);
  if ('first' in condition) return momentLeaf(activityKey(condition.first), 'first', condition, asking);
  if ('last' in condition) return momentLeaf(activityKey(condition.last), 'last', condition, asking);
  if ('subscription' in condition) return subscriptionLeaf(condition, asking);
  return isMoment(condition)
    ? momentLeaf(purchaseKey, condition.orders, condition, asking)
    : ordersLeaf(condition, asking);
}

const isMoment = (
  condition: Extract<Condition, { orders: string }>,
): condition is { orders: OrderMoment } & Comparison => condition.orders === 'first' || condition.orders === 'last';

const positives: Readonly<Record<string, Comparison['op']>> = {
  is_not: 'is',
  not_one_of: 'one_of',
  not_contains: 'contains',
  unknown: 'known',
};

/** A negation is everyone for whom its positive does not hold. */
function positiveOf(compared: Comparison): { compared: Comparison; except: boolean } {
  const op = positives[compared.op];
  return op === undefined ? { compared, except: false } : { compared: { ...compared, op } as Comparison, except: true };
}

const customerColumns: Readonly<Record<string, string>> = { id: 'c.external_id', created_at: 'c.created_at' };

function traitLeaf({ trait, ...given }: TraitCondition, { bindings, place }: Asking): Leaf {
  const { compared, except } = positiveOf(given as Comparison);
  const type = Object.hasOwn(customerFields, trait) ? customerFields[trait as keyof typeof customerFields] : 'any';
  const column = customerColumns[trait] ?? `c.${trait}`;
  const holds = {
    any: () => compareText(`c.traits[${bindings.bind('String', trait)}]`, compared, bindings, place),
    text: () => compareText(column, compared, bindings, place),
    moment: () => compareInstant(column, compared, bindings, place),
    number: () => compareNullable('c.acquisition_cost_minor', compared, bindings, place.digits),
  }[type]();
  return {
    select: `SELECT groupBitmapState(c.no) AS x FROM customers AS c FINAL WHERE c.ws = {ws:UInt32} AND ${holds}`,
    except,
  };
}

const namedLeaf = (ids: readonly string[], { bindings }: Asking): Leaf => ({
  select: `SELECT groupBitmapState(c.no) AS x FROM customers AS c FINAL WHERE c.ws = {ws:UInt32} AND has(${bindings.bind('Array(String)', ids)}, c.external_id)`,
  except: false,
});

const between = (column: 'd' | 'period', { from, to }: DayRange, { bind }: Bindings): string =>
  `${column} >= ${bind('UInt16', from)} AND ${column} <= ${bind('UInt16', to)}`;

/** Who was active under a key on any day of a range. */
function active(key: string, range: DayRange, { bindings }: Asking): string {
  const { months, days } = monthsAndDays(range);
  const parts = [
    ...(months ? [`kind = 'month' AND ${between('period', months, bindings)}`] : []),
    ...days.map((part) => `kind = 'day' AND ${between('period', part, bindings)}`),
  ];
  const when = parts.length > 0 ? parts.map((part) => `(${part})`).join(' OR ') : '0';
  return `SELECT groupBitmapMergeState(bits) AS x FROM sets WHERE ws = {ws:UInt32} AND key = ${bindings.bind('String', key)} AND (${when})`;
}

/** First in a range: active in it and never before. Last in a range: active in it and not after, up to the as-of day. */
function momentLeaf(key: string, which: OrderMoment, compared: Comparison, asking: Asking): Leaf {
  const range = rangeOfPast(compared, asking.place.asOf);
  const without = which === 'first' ? { from: 0, to: range.from - 1 } : { from: range.to + 1, to: asking.place.asOf };
  const inRange = active(key, range, asking);
  if (range.from > range.to || without.from > without.to) return { select: inRange, except: false };
  return {
    select: `SELECT bitmapAndnot((${inRange}), (${active(key, without, asking)})) AS x`,
    except: false,
  };
}

/** How often, or on how many days. "At least once" and its contrary are one look at the sets of activity. */
function didLeaf(condition: DidCondition, asking: Asking): Leaf {
  const { did, op, where } = condition;
  const { bind } = asking.bindings;
  const value = condition.days ?? condition.times ?? 1;
  const range = rangeOfWindow(condition, asking.place.asOf);
  const simple = where ? undefined : onceOrNever(op, value);
  if (simple) return { select: active(activityKey(did), range, asking), except: simple === 'never' };
  const facts =
    did === anyActivity
      ? `(${anyFacts(range, asking)})`
      : `events WHERE ws = {ws:UInt32} AND event = ${bind('String', eventOf(did))} AND ${between('d', range, asking.bindings)}${whereOf(where, {}, asking)}`;
  const v = condition.days === undefined ? 'count()' : 'uniqExact(d)';
  return measured(`SELECT no, ${v} AS v FROM ${facts} GROUP BY no`, { op, value, hole: bind('Float64', value) });
}

function onceOrNever(op: NumberOp, value: number): 'once' | 'never' | undefined {
  const asked = `${op} ${value}`;
  if (asked === 'at_least 1' || asked === 'greater_than 0') return 'once';
  return ['less_than 1', 'at_most 0', 'exactly 0'].includes(asked) ? 'never' : undefined;
}

const anyFacts = (range: DayRange, { bindings }: Asking): string => {
  const when = between('d', range, bindings);
  return `SELECT no, d FROM events WHERE ws = {ws:UInt32} AND ${when} UNION ALL SELECT no, d FROM orders WHERE ws = {ws:UInt32} AND purchase = 1 AND ${when}`;
};

/** Customers without a fact have zero: where zero passes, everyone but those who fail. */
function measured(counted: string, { op, value, hole }: { op: NumberOp; value: number; hole: string }): Leaf {
  const except = zeroPasses(op, value);
  const passes = compareNumber('v', op, hole);
  return {
    select: `SELECT groupBitmapState(no) AS x FROM (${counted}) WHERE ${except ? `NOT (${passes})` : passes}`,
    except,
  };
}

const orderColumns: Readonly<Record<string, string>> = {
  amount: 'amount_minor',
  cost: 'cost_minor',
  discount: 'discount_minor',
};

/** Conditions on one and the same fact. */
function whereOf(
  where: readonly PropertyCondition[] | undefined,
  known: Readonly<Record<string, string>>,
  { bindings, place }: Asking,
): string {
  const parts = (where ?? []).map(({ property, ...given }) => {
    const compared = given as Comparison;
    const type = Object.hasOwn(known, property) ? known[property] : 'any';
    if (type === 'any')
      return compareText(`properties[${bindings.bind('String', property)}]`, compared, bindings, place);
    const column = orderColumns[property] ?? property;
    if (type === 'text') return compareText(column, compared, bindings, place);
    return compareNullable(column, compared, bindings, property === 'quantity' ? undefined : place.digits);
  });
  return parts.map((part) => ` AND (${part})`).join('');
}

/** By measure: from the sums by day, from the orders, and whether customers without an order have a zero. */
const orderSums = {
  count: { days: 'sum(n)', facts: 'sum(purchase)' },
  days: { days: 'uniqExactIf(d, n > 0)', facts: 'uniqExactIf(d, purchase = 1)' },
  sum_amount: { days: 'sum(amount_minor)', facts: 'sum(ifNull(amount_minor, 0))' },
  refunded_amount: { days: 'sum(gross_minor - amount_minor)', facts: '-sumIf(ifNull(amount_minor, 0), purchase = 0)' },
} as const;

/** Undefined for customers without a purchase that has what is asked: no comparison holds for them. */
const orderRatios = {
  average_amount: {
    v: 'sumIf(ifNull(amount_minor, 0), purchase = 1)',
    per: 'countIf(purchase = 1 AND isNotNull(amount_minor))',
  },
  largest_amount: {
    v: 'maxIf(ifNull(amount_minor, 0), purchase = 1 AND isNotNull(amount_minor))',
    per: 'toUInt64(countIf(purchase = 1 AND isNotNull(amount_minor)) > 0)',
  },
  discounted_share: { v: 'countIf(purchase = 1 AND ifNull(discount_minor, 0) > 0)', per: 'countIf(purchase = 1)' },
} as const;

function ordersLeaf(condition: OrdersCondition, asking: Asking): Leaf {
  const { orders, op, value, where } = condition;
  const { bindings, place } = asking;
  const when = between('d', rangeOfWindow(condition, place.asOf), bindings);
  const stored = orders.endsWith('_amount') ? minorOf(value, place.digits) : value;
  const hole = bindings.bind(orders.endsWith('_amount') ? 'Int64' : 'Float64', stored);
  const facts = `orders WHERE ws = {ws:UInt32} AND ${when}${whereOf(where, orderFields, asking)}`;
  if (orders === 'average_amount' || orders === 'largest_amount' || orders === 'discounted_share') {
    const { v, per } = orderRatios[orders];
    const ratio =
      orders === 'discounted_share' ? compareNumber('v / per', op, hole) : compareNumber('v', op, `${hole} * per`);
    const select = `SELECT groupBitmapState(no) AS x FROM (SELECT no, ${v} AS v, ${per} AS per FROM ${facts} GROUP BY no) WHERE per > 0 AND ${ratio}`;
    return { select, except: false };
  }
  const counted = where
    ? `SELECT no, ${orderSums[orders].facts} AS v FROM ${facts} GROUP BY no`
    : `SELECT no, ${orderSums[orders].days} AS v FROM cust_day WHERE ws = {ws:UInt32} AND metric = 'order' AND ${when} GROUP BY no`;
  return measured(counted, { op, value: stored, hole });
}

/** Of the subscriptions that count on the as-of day. */
function subscriptionLeaf({ subscription, ...given }: SubscriptionCondition, { bindings, place }: Asking): Leaf {
  const { compared, except } = positiveOf(given as Comparison);
  const day = `toDate32(${bindings.bind('String', dayOfNumber(place.asOf))})`;
  const running = `subscription_periods FINAL WHERE ws = {ws:UInt32} AND started_on <= ${day} AND (isNull(ended_on) OR ended_on > ${day})`;
  if (subscription === 'mrr' && 'value' in compared) {
    const value = minorOf(Number(compared.value), place.digits);
    const hole = bindings.bind('Int64', value);
    const counted = `SELECT no, sum(ifNull(mrr_minor, 0)) AS v FROM ${running} GROUP BY no`;
    return measured(counted, { op: compared.op as NumberOp, value, hole });
  }
  const holds = subscription === 'plan' ? compareText('plan', compared, bindings, place) : 'isNotNull(mrr_minor)';
  return { select: `SELECT groupBitmapState(no) AS x FROM ${running} AND ${holds}`, except };
}
