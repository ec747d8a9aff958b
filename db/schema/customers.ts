import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, instant, workspaceId } from './columns';

const traits = () => jsonb().$type<Record<string, unknown>>().notNull().default(sql`'{}'::jsonb`);

/** The unit of analysis. `no` is its present number in the analytics store; `mergedInto` marks one that joined another. */
export const customers = pgTable(
  'customers',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    no: bigint({ mode: 'number' }).notNull(),
    externalId: text().notNull(),
    name: text(),
    email: text(),
    createdOn: instant(),
    parentExternalId: text(),
    ownerEmail: text(),
    country: text(),
    timezone: text(),
    locale: text(),
    acquisitionChannel: text(),
    acquisitionCostMinor: bigint({ mode: 'number' }),
    referredBy: text(),
    traits: traits(),
    isTest: boolean().notNull().default(false),
    mergedInto: uuid(),
    mergedAt: instant(),
    version: bigint({ mode: 'number' }).notNull().default(0),
    firstSeenAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex('customers_external').on(t.workspaceId, t.externalId),
    uniqueIndex('customers_no').on(t.workspaceId, t.no),
  ],
);

/** An edge of identity: this identifier belongs to that customer, since when and from which source. */
export const identifiers = pgTable(
  'identifiers',
  {
    workspaceId: workspaceId(),
    kind: text().notNull(),
    value: text().notNull(),
    customerId: uuid().notNull(),
    sourceId: uuid(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.kind, t.value] }),
    index('identifiers_customer').on(t.workspaceId, t.customerId),
  ],
);

export const contacts = pgTable(
  'contacts',
  {
    workspaceId: workspaceId(),
    id: text().notNull(),
    customerId: uuid().notNull(),
    email: text(),
    name: text(),
    role: text(),
    traits: traits(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] }), index('contacts_customer').on(t.workspaceId, t.customerId)],
);

export const subscriptions = pgTable(
  'subscriptions',
  {
    workspaceId: workspaceId(),
    id: text().notNull(),
    customerId: uuid().notNull(),
    startedOn: date().notNull(),
    endedOn: date(),
    mrrMinor: bigint({ mode: 'number' }),
    currency: text(),
    originalMinor: bigint({ mode: 'number' }),
    interval: text(),
    plan: text(),
    seats: integer(),
    seatsUsed: integer(),
    unitLimit: bigint({ mode: 'number' }),
    used: bigint({ mode: 'number' }),
    renewsOn: date(),
    traits: traits(),
    seq: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('subscriptions_customer').on(t.workspaceId, t.customerId),
  ],
);
