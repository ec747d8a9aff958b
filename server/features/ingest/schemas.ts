import { z } from 'zod';

/**
 * The bodies of inbox rows, one shape a kind: what `accept` writes and the worker reads. Everything is checked, typed and
 * normalised before it is acknowledged, so the worker can resolve whole blocks in SQL and cannot meet a surprise.
 * Times are ISO 8601 in UTC with milliseconds, days `YYYY-MM-DD`, money integer minor units beside its currency, ids NFC.
 */
const text = z.string();
const instant = z.iso.datetime({ precision: 3 });
const day = z.iso.date();
const money = z.object({ minor: z.int(), currency: text });
const bag = z.record(z.string(), z.unknown());

/** Who did it: at least one is present. Resolved to a customer in this order. */
const who = z.object({
  customerId: text.optional(),
  contactId: text.optional(),
  subscriptionId: text.optional(),
  anonymousId: text.optional(),
});
export type Who = z.infer<typeof who>;

export const bodies = {
  customers: z.object({
    id: text,
    name: text.optional(),
    email: text.optional(),
    createdAt: instant.optional(),
    parentId: text.optional(),
    ownerEmail: text.optional(),
    country: text.optional(),
    timezone: text.optional(),
    locale: text.optional(),
    acquisitionChannel: text.optional(),
    acquisitionCost: money.optional(),
    referredBy: text.optional(),
    traits: bag,
  }),
  contacts: z.object({
    id: text,
    customerId: text,
    email: text.optional(),
    name: text.optional(),
    role: text.optional(),
    traits: bag,
  }),
  /** `amount` is in the workspace's currency or left out (unknown, or `original` in a currency without a rate). */
  orders: z.object({
    customerId: text,
    orderedAt: instant,
    id: text.optional(),
    amount: money.optional(),
    original: money.optional(),
    quantity: z.int().optional(),
    productId: text.optional(),
    productName: text.optional(),
    category: text.optional(),
    channel: text.optional(),
    cost: money.optional(),
    discount: money.optional(),
    offerCode: text.optional(),
    properties: bag,
  }),
  events: who.extend({ event: text, occurredAt: instant, properties: bag }),
  subscriptions: z.object({
    id: text,
    customerId: text,
    startedOn: day,
    endedOn: day.optional(),
    mrr: money.optional(),
    original: money.optional(),
    interval: text.optional(),
    plan: text.optional(),
    seats: z.int().optional(),
    seatsUsed: z.int().optional(),
    limit: z.int().optional(),
    used: z.int().optional(),
    renewsOn: day.optional(),
    traits: bag,
  }),
  tickets: z.object({
    id: text,
    customerId: text,
    openedAt: instant,
    closedAt: instant.optional(),
    priority: text.optional(),
    escalated: z.boolean().optional(),
    firstResponseMinutes: z.number().optional(),
    csat: z.number().optional(),
    subject: text.optional(),
    text: text.optional(),
    properties: bag,
  }),
  conversations: z.object({
    id: text,
    customerId: text,
    startedAt: instant,
    resolvedBy: text.optional(),
    handedOver: z.boolean().optional(),
    csat: z.number().optional(),
    topic: text.optional(),
    text: text.optional(),
    properties: bag,
  }),
  responses: z.object({
    id: text,
    customerId: text,
    answeredAt: instant,
    kind: text.optional(),
    score: z.number().optional(),
    text: text.optional(),
    channel: text.optional(),
    properties: bag,
  }),
  churns: z.object({
    customerId: text,
    churnedOn: day,
    reason: text.optional(),
    note: text.optional(),
    reactivatedOn: day.optional(),
    properties: bag,
  }),
  /** `month` is the first day of the month. */
  spend: z.object({ channel: text, month: day, amount: money, newCustomers: z.int().optional() }),
  costs: z.object({ customerId: text, month: day, kind: z.enum(['service', 'retention']), amount: money }),
  arms: z.object({ customerId: text, campaign: text, arm: text, assignedAt: instant }),
  /** Traits of a person or account; with both ids the anonymous history joins the customer. */
  identify: z.object({ userId: text.optional(), anonymousId: text.optional(), at: instant, traits: bag }),
  /** In a workspace that counts accounts `groupId` is the customer and `userId` a contact in it. */
  group: z.object({ groupId: text, userId: text.optional(), anonymousId: text.optional(), at: instant, traits: bag }),
  alias: z.object({ previousId: text, userId: text, at: instant }),
} as const;

export type Bodies = { [K in keyof typeof bodies]: z.infer<(typeof bodies)[K]> };
export type BodyKind = keyof Bodies;

/** A key that makes something count once, for ever, and what is compared when the key comes again. */
export interface Once {
  keyText: string;
  compareText: string;
}

/**
 * A record as `accept` takes it: checked, with the key that makes it unique in the workspace for ever. `compareText` is
 * what a second body under the same key is compared by, the body itself where absent. `once` is the message that
 * brought a record with an id: a message counts once, whatever happened to its record since.
 */
export type AcceptedRecord = {
  [K in BodyKind]: {
    kind: K;
    body: Bodies[K];
    keyText: string;
    hasId: boolean;
    compareText?: string;
    once?: Once;
  };
}[BodyKind];
