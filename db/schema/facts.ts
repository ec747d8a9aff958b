import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant, workspaceId } from './columns';

// Only a primary key begins with the workspace: without statistics the planner would take any index that does.
const properties = () => jsonb().$type<Record<string, unknown>>().notNull().default(sql`'{}'::jsonb`);

/**
 * Something a customer did. `via` is the identifier that decides whose it is: 0 customer, 1 contact, 2 subscription,
 * 3 anonymous id. `customerId` and `block` are empty while that identifier belongs to nobody known. Known by `seq`, the
 * accepted row's: it grows, so that adding stays cheap however many there are.
 */
export const events = pgTable(
  'events',
  {
    workspaceId: workspaceId(),
    key: bytea().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    customerId: uuid(),
    via: smallint().notNull(),
    contactId: text(),
    anonymousId: text(),
    subscriptionId: text(),
    event: text().notNull(),
    occurredAt: instant().notNull(),
    properties: properties(),
    sourceId: uuid().notNull(),
    importNo: integer(),
    block: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.seq] }),
    index('events_customer').on(t.customerId, t.workspaceId),
    index('events_block').on(t.block, t.workspaceId),
    index('events_contact').on(t.contactId, t.workspaceId).where(sql`${t.via} = 1`),
    index('events_subscription').on(t.subscriptionId, t.workspaceId).where(sql`${t.via} = 2`),
    index('events_anonymous').on(t.anonymousId, t.workspaceId).where(sql`${t.via} = 3`),
  ],
);

/** A purchase or a refund (negative). `amountMinor` is in the workspace's currency, empty when unknown or without a rate. */
export const orders = pgTable(
  'orders',
  {
    workspaceId: workspaceId(),
    key: bytea().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    id: text(),
    customerId: uuid().notNull(),
    orderedAt: instant().notNull(),
    amountMinor: bigint({ mode: 'number' }),
    originalMinor: bigint({ mode: 'number' }),
    currency: text(),
    noRate: integer().notNull().default(0),
    quantity: integer(),
    productId: text(),
    productName: text(),
    category: text(),
    channel: text(),
    costMinor: bigint({ mode: 'number' }),
    discountMinor: bigint({ mode: 'number' }),
    offerCode: text(),
    properties: properties(),
    sourceId: uuid().notNull(),
    importNo: integer(),
    block: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.key] }),
    index('orders_customer').on(t.customerId, t.workspaceId),
    index('orders_block').on(t.block, t.workspaceId),
  ],
);
