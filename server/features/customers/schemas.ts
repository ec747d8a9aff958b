import { z } from 'zod';
import { customerSorts } from '@/db/schema/customers.constants';

export const listCustomersInput = z.object({
  /** Part of a name, an e-mail address or an id. */
  search: z.string().trim().max(200).default(''),
  sort: z.enum(customerSorts).default('last_order'),
  descending: z.boolean().default(true),
  country: z.string().max(100).optional(),
  channel: z.string().max(200).optional(),
  /** A saved segment by its name or id. */
  segment: z.string().min(1).max(200).optional(),
  /** `next` of the page before. */
  cursor: z.string().max(400).optional(),
  limit: z.int().min(1).max(200).default(50),
});
export type ListCustomersInput = z.infer<typeof listCustomersInput>;

export const exportCustomersInput = listCustomersInput.omit({ cursor: true, limit: true });
export type ExportCustomersInput = z.infer<typeof exportCustomersInput>;

export interface CustomerRow {
  id: string;
  externalId: string;
  name: string;
  email: string;
  country: string;
  channel: string;
  orders: number;
  /** Purchases whose amount is unknown or in a currency without a rate. */
  unknownAmounts: number;
  spendMinor: number;
  firstOrderAt: string | null;
  lastOrderAt: string | null;
  lastSeenAt: string | null;
}

export interface CustomerPage {
  rows: CustomerRow[];
  total: number;
  next: string | undefined;
}

/** A value of a filter and the customers that have it. */
export interface Choice {
  value: string;
  count: number;
}

export interface CustomerSummary {
  customers: number;
  /** Bought at least once; `repeatBuyers` more than once. */
  buyers: number;
  repeatBuyers: number;
  /** Repeat buyers of all buyers, a share in [0, 1] with its 95 % interval. */
  repeatShare:
    | { ok: true; share: number; ciLow: number; ciHigh: number }
    | { ok: false; reason: string; have: number; need: number };
  countries: Choice[];
  channels: Choice[];
}

export const getCustomerInput = z.object({ id: z.uuid() });
export type GetCustomerInput = z.infer<typeof getCustomerInput>;

export const timelineKinds = ['all', 'orders', 'events', 'support', 'voice', 'campaigns'] as const;
export const entryKinds = [
  'order',
  'refund',
  'event',
  'ticket',
  'conversation',
  'response',
  'subscribed',
  'unsubscribed',
  'churn',
  'return',
  'cost',
  'arm',
] as const;

export const getTimelineInput = z.object({
  id: z.uuid(),
  kind: z.enum(timelineKinds).default('all'),
  /** `next` of the page before. */
  cursor: z.string().max(100).optional(),
  limit: z.int().min(1).max(100).default(30),
});
export type GetTimelineInput = z.infer<typeof getTimelineInput>;

/** One line of the timeline. What belongs to which kind: order has money, ticket a subject, response a score. */
export interface TimelineEntry {
  at: string;
  kind: (typeof entryKinds)[number];
  title: string;
  detail: string;
  amountMinor: number | null;
  currency: string;
  score: number | null;
  /** Of a fact, the accepted record's number; of a record, a number of its own. */
  seq: number;
}
