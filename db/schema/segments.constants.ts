// Apart from the schemas, so that the browser need not load zod for lists of words.
const textOps = ['is', 'is_not'] as const;
const listOps = ['one_of', 'not_one_of'] as const;
const partOps = ['contains', 'not_contains', 'starts_with', 'ends_with'] as const;
export const numberOps = ['at_least', 'at_most', 'exactly', 'greater_than', 'less_than'] as const;
const daysOps = ['in_last_days', 'more_than_days_ago', 'in_next_days'] as const;
const dayOps = ['before', 'after', 'on'] as const;
const rangeOps = ['between'] as const;
const presenceOps = ['known', 'unknown'] as const;

export type TextOp = (typeof textOps)[number];
export type ListOp = (typeof listOps)[number];
export type PartOp = (typeof partOps)[number];
export type NumberOp = (typeof numberOps)[number];
export type DaysOp = (typeof daysOps)[number];
export type DayOp = (typeof dayOps)[number];
export type RangeOp = (typeof rangeOps)[number];
export type PresenceOp = (typeof presenceOps)[number];

/** What an operator is given: one word, several, a part of a word, a number, days, a day, two days, nothing. */
export const opsByOperand = {
  word: textOps,
  words: listOps,
  part: partOps,
  number: numberOps,
  days: daysOps,
  day: dayOps,
  range: rangeOps,
  nothing: presenceOps,
} as const;
export type Operand = keyof typeof opsByOperand;
export type Op = (typeof opsByOperand)[Operand][number];

/** Operators by what a property holds; `any` is a trait of the workspace's own, whose type nobody knows. */
const words = [...textOps, ...listOps, ...partOps] as const;
const moments = [...daysOps, ...dayOps, ...rangeOps] as const;
export const opsOfType = {
  text: [...words, ...presenceOps],
  number: [...numberOps, ...presenceOps],
  moment: [...moments, ...presenceOps],
  any: [...words, ...numberOps, ...moments, ...presenceOps],
  /** Of a fact that happened: it cannot lie ahead, and without one there is nothing to compare. */
  past: ['in_last_days', 'more_than_days_ago', ...dayOps, ...rangeOps],
} as const satisfies Record<string, readonly Op[]>;
export type ValueType = keyof typeof opsOfType;

/** Fields of a customer that are no free traits, and what they hold. */
export const customerFields = {
  id: 'text',
  name: 'text',
  email: 'text',
  created_at: 'moment',
  parent_id: 'text',
  owner_email: 'text',
  country: 'text',
  timezone: 'text',
  locale: 'text',
  acquisition_channel: 'text',
  acquisition_cost: 'number',
  referred_by: 'text',
} as const satisfies Record<string, ValueType>;

/** Fields of an order that are no free properties. */
export const orderFields = {
  id: 'text',
  currency: 'text',
  product_id: 'text',
  product_name: 'text',
  category: 'text',
  channel: 'text',
  offer_code: 'text',
  quantity: 'number',
  amount: 'number',
  cost: 'number',
  discount: 'number',
} as const satisfies Record<string, ValueType>;

/** Sums are net of refunds, in the workspace's currency; the rest is of purchases. `discounted_share` is in [0, 1]. */
export const orderMeasures = [
  'count',
  'days',
  'sum_amount',
  'average_amount',
  'largest_amount',
  'refunded_amount',
  'discounted_share',
] as const;
export type OrderMeasure = (typeof orderMeasures)[number];

export const orderMoments = ['first', 'last'] as const;
export type OrderMoment = (typeof orderMoments)[number];

/** What a rule may hold at most. */
export const ruleLimits = { conditions: 60, depth: 8, values: 500, customers: 1_000, text: 500 } as const;

type Scalar = string | number | boolean;

/** An operator and what it is given. Numbers of money are in whole units of the workspace's currency. */
export type Comparison =
  | { op: TextOp; value: Scalar }
  | { op: ListOp; value: Scalar[] }
  | { op: PartOp; value: string }
  | { op: NumberOp; value: number }
  | { op: DaysOp; value: number }
  | { op: DayOp; value: string }
  | { op: RangeOp; from: string; to: string }
  | { op: PresenceOp };

/** The n whole days ending with the as-of day, or from one day to another, both counted; nothing is all of history. */
export interface Window {
  within_days?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export type PropertyCondition = { property: string } & Comparison;
interface Where {
  where?: PropertyCondition[] | undefined;
}

export type TraitCondition = { trait: string } & Comparison;
/** `any` is whatever was done, purchases too; an event of that name is written `\any`. */
export type DidCondition = { did: string; op: NumberOp; times?: number; days?: number } & Window & Where;
export type FirstCondition = { first: string } & Comparison;
export type LastCondition = { last: string } & Comparison;
export type OrdersCondition = { orders: OrderMeasure; op: NumberOp; value: number } & Window & Where;
export type OrderMomentCondition = { orders: OrderMoment } & Comparison;
export type SubscriptionCondition = { subscription: 'plan' | 'mrr' } & Comparison;
export interface SegmentCondition {
  segment: string;
}
/** By the id a source gave them. */
export interface CustomersCondition {
  customers: string[];
}
export type Condition =
  | TraitCondition
  | DidCondition
  | FirstCondition
  | LastCondition
  | OrdersCondition
  | OrderMomentCondition
  | SubscriptionCondition
  | SegmentCondition
  | CustomersCondition;
export type RuleNode = { all: RuleNode[] } | { any: RuleNode[] } | { not: RuleNode } | Condition;
/** A rule as it is stored and typed. */
export type Rule = { v: 1 } & RuleNode;

/** One version of a segment. */
export interface SegmentVersion {
  id: string;
  name: string;
  version: number;
}

/** A rule as it stood at one moment: what it referred to is written out, and the day, zone and currency it is asked by. */
export interface SealedRule {
  rule: Rule;
  /** Where the rule came from; null is every customer. */
  segment: SegmentVersion | null;
  /** Segments that stood in the rule, or in one of those. */
  uses: SegmentVersion[];
  asOf: string;
  timezone: string;
  currency: string;
}
