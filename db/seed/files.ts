import { generateShop } from './generate';
import type { Stream } from '@/db/schema/ingest.constants';
import { sampleProcess } from './process';
import type { SampleShop } from './types';

type Cell = string | number | boolean;

export interface SampleFile {
  stream: Stream;
  fileName: string;
  map: Record<string, string>;
  /** For a file of arms: the campaign whose they are. */
  campaign?: string;
  /** The file as it is uploaded, a piece at a time. */
  pieces(): AsyncGenerator<Uint8Array>;
}

const rowsPerPiece = 2_000;

/** `columns` by name, each with how a row fills it. */
function file<T>(
  of: Omit<SampleFile, 'pieces'>,
  rows: readonly T[],
  columns: Record<string, (row: T) => Cell>,
): SampleFile {
  const fill = Object.values(columns);
  const line = (cells: Cell[]) => `${cells.join(',')}\n`;
  return {
    ...of,
    async *pieces() {
      yield Buffer.from(line(Object.keys(columns)));
      for (let at = 0; at < rows.length; at += rowsPerPiece)
        yield Buffer.from(
          rows
            .slice(at, at + rowsPerPiece)
            .map((row) => line(fill.map((write) => write(row))))
            .join(''),
        );
    },
  };
}

/** The sample shop as the exports that its owner would upload. No value holds a comma. */
export const sampleFiles = (shop: SampleShop = generateShop()): SampleFile[] => [
  ...shopFiles(shop),
  ...subscriptionFiles(shop),
  ...supportFiles(shop),
  ...moneyFiles(shop),
  ...campaignFiles(shop),
];

const shopFiles = (shop: SampleShop): SampleFile[] => [
  file({ stream: 'customers', fileName: 'shop-customers.csv', map: { created_at: 'joined' } }, shop.customers, {
    id: (c) => c.id,
    name: (c) => c.name,
    email: (c) => c.email,
    joined: (c) => c.day,
    country: (c) => c.country,
    acquisition_channel: (c) => c.channel,
    acquisition_cost: (c) => c.cost,
    newsletter: (c) => (c.newsletter ? 'yes' : 'no'),
    kind: (c) => c.kind,
  }),
  file({ stream: 'contacts', fileName: 'office-contacts.csv', map: {} }, shop.contacts, {
    id: (c) => c.id,
    customer_id: (c) => c.customerId,
    name: (c) => c.name,
    email: (c) => c.email,
    role: (c) => c.role,
  }),
  file({ stream: 'orders', fileName: 'shop-orders.csv', map: { ordered_at: 'created_at' } }, shop.orders, {
    id: (o) => o.id,
    customer_id: (o) => o.customerId,
    created_at: (o) => o.at,
    amount: (o) => o.amount,
    category: (o) => o.category,
    product_name: (o) => o.product,
    quantity: (o) => o.quantity,
    offer_code: (o) => o.offerCode,
  }),
  file({ stream: 'events', fileName: 'shop-visits.csv', map: { occurred_at: 'time' } }, shop.events, {
    id: (e) => e.id,
    customer_id: (e) => e.customerId,
    event: (e) => e.event,
    time: (e) => e.at,
  }),
];

const subscriptionFiles = (shop: SampleShop): SampleFile[] => [
  file({ stream: 'subscriptions', fileName: 'subscriptions.csv', map: {} }, shop.subscriptions, {
    id: (s) => s.id,
    customer_id: (s) => s.customerId,
    started_on: (s) => s.startedOn,
    ended_on: (s) => s.endedOn,
    mrr: (s) => s.mrr,
    plan: (s) => s.plan,
    seats: (s) => s.seats,
    seats_used: (s) => s.seatsUsed,
    limit: (s) => s.limit,
    used: (s) => s.used,
    renews_on: (s) => s.renewsOn,
  }),
  file({ stream: 'events', fileName: 'app-brews.csv', map: { occurred_at: 'time' } }, shop.brews, {
    id: (e) => e.id,
    customer_id: (e) => e.customerId,
    subscription_id: (e) => e.subscriptionId,
    event: (e) => e.event,
    time: (e) => e.at,
    method: (e) => e.method,
  }),
  file({ stream: 'churns', fileName: 'cancellations.csv', map: {} }, shop.churns, {
    customer_id: (c) => c.customerId,
    churned_on: (c) => c.day,
    reason: (c) => c.reason,
    reactivated_on: (c) => c.reactivatedOn,
  }),
];

const supportFiles = (shop: SampleShop): SampleFile[] => [
  file({ stream: 'tickets', fileName: 'support-tickets.csv', map: {} }, shop.tickets, {
    id: (t) => t.id,
    customer_id: (t) => t.customerId,
    opened_at: (t) => t.at,
    closed_at: (t) => t.closedAt,
    priority: (t) => t.priority,
    escalated: (t) => t.escalated,
    first_response_minutes: (t) => t.firstResponseMinutes,
    csat: (t) => t.csat,
    subject: (t) => t.subject,
    text: (t) => t.text,
  }),
  file({ stream: 'conversations', fileName: 'chats.csv', map: {} }, shop.conversations, {
    id: (c) => c.id,
    customer_id: (c) => c.customerId,
    started_at: (c) => c.at,
    resolved_by: (c) => c.resolvedBy,
    handed_over: (c) => c.handedOver,
    csat: (c) => c.csat,
    topic: (c) => c.topic,
  }),
  file({ stream: 'responses', fileName: 'surveys.csv', map: {} }, shop.responses, {
    id: (r) => r.id,
    customer_id: (r) => r.customerId,
    answered_at: (r) => r.at,
    kind: (r) => r.kind,
    score: (r) => r.score,
    text: (r) => r.text,
    channel: (r) => r.channel,
  }),
];

const moneyFiles = (shop: SampleShop): SampleFile[] => [
  file({ stream: 'costs', fileName: 'costs.csv', map: {} }, shop.costs, {
    customer_id: (c) => c.customerId,
    month: (c) => c.month,
    kind: (c) => c.kind,
    amount: (c) => c.amount,
  }),
  file({ stream: 'spend', fileName: 'marketing-spend.csv', map: {} }, shop.spend, {
    channel: (s) => s.channel,
    month: (s) => s.month,
    amount: (s) => s.amount,
    new_customers: (s) => s.newCustomers,
  }),
];

const campaignFiles = (shop: SampleShop): SampleFile[] =>
  sampleProcess.campaigns.map(({ name, at }) =>
    file(
      { stream: 'arms', fileName: `arms-${name.toLowerCase().replaceAll(' ', '-')}.csv`, map: {}, campaign: name },
      shop.campaigns.find((one) => one.name === name)?.arms ?? [],
      { customer_id: (a) => a.customerId, arm: (a) => a.arm, assigned_at: () => at },
    ),
  );
