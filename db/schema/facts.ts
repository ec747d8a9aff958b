import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant, workspaceId } from './columns';

const properties = () => jsonb().$type<Record<string, unknown>>().notNull().default(sql`'{}'::jsonb`);

/** Something a customer did. `customerId` is empty while only an anonymous id is known; `block` once it is in one. */
export const events = pgTable(
  'events',
  {
    workspaceId: workspaceId(),
    key: bytea().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    customerId: uuid(),
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
    primaryKey({ columns: [t.workspaceId, t.key] }),
    index('events_customer').on(t.workspaceId, t.customerId, t.occurredAt),
    index('events_block').on(t.workspaceId, t.block),
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
    index('orders_customer').on(t.workspaceId, t.customerId, t.orderedAt),
    index('orders_block').on(t.workspaceId, t.block),
  ],
);
