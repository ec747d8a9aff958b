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
import { bytea, createdAt, instant, workspaceId } from './columns';

const traits = () => jsonb().$type<Record<string, unknown>>().notNull().default(sql`'{}'::jsonb`);

/** Which update set each field last. */
const stamps = () => jsonb().$type<Record<string, string>>().notNull().default(sql`'{}'::jsonb`);

/**
 * The unit of analysis. One that joined another keeps its row and its facts: `mergedInto` is the customer it counts as,
 * never itself merged, and `no` is that customer's present number in the analytics store. `version`: block of the last change.
 */
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
    stamps: stamps(),
    isTest: boolean().notNull().default(false),
    mergedInto: uuid(),
    mergedAt: instant(),
    version: bigint({ mode: 'number' }).notNull().default(0),
    firstSeenAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex('customers_external').on(t.externalId, t.workspaceId),
    uniqueIndex('customers_no').on(t.no, t.workspaceId).where(sql`${t.mergedInto} is null`),
    index('customers_merged').on(t.mergedInto, t.workspaceId).where(sql`${t.mergedInto} is not null`),
    index('customers_version').on(t.version, t.workspaceId),
  ],
);

/**
 * An edge of identity: this identifier belongs to that customer, or (anonymous ids where accounts count) to that contact.
 * `linkedAt` and `linkedKey` say which call made it: the earliest wins, whatever order they came in.
 */
export const identifiers = pgTable(
  'identifiers',
  {
    workspaceId: workspaceId(),
    kind: text().notNull(),
    value: text().notNull(),
    customerId: uuid(),
    contactId: text(),
    sourceId: uuid(),
    linkedAt: instant(),
    linkedKey: bytea(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.kind, t.value] }),
    index('identifiers_customer').on(t.customerId, t.workspaceId),
    index('identifiers_contact').on(t.contactId, t.workspaceId).where(sql`${t.contactId} is not null`),
  ],
);

/** Why a customer joined another: the identifier that showed it, its source, when. What an undo needs. */
export const merges = pgTable(
  'merges',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    loserId: uuid().notNull(),
    winnerId: uuid().notNull(),
    kind: text().notNull(),
    value: text(),
    sourceId: uuid(),
    requestedBy: text(),
    at: instant().notNull(),
    block: integer().notNull(),
    undoneAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('merges_loser').on(t.loserId, t.workspaceId),
    index('merges_winner').on(t.winnerId, t.workspaceId),
  ],
);

/**
 * What was said about a customer, contact or anonymous visitor, by the identifier it came with. A profile is the latest
 * value of each field over the updates of its identifiers, so it can be computed again after a merge or its undo.
 */
export const profileUpdates = pgTable(
  'profile_updates',
  {
    workspaceId: workspaceId(),
    seq: bigint({ mode: 'number' }).notNull(),
    subjectKind: text().notNull(),
    subject: text().notNull(),
    stamp: text().notNull(),
    fields: jsonb().$type<Record<string, unknown>>().notNull(),
    sourceId: uuid().notNull(),
    importNo: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.seq, t.subjectKind] }),
    index('profile_updates_subject').on(t.subjectKind, t.subject, t.workspaceId),
  ],
);

/** A person inside an account. `customerId` is empty until the account is known; `block`: the last change. */
export const contacts = pgTable(
  'contacts',
  {
    workspaceId: workspaceId(),
    id: text().notNull(),
    customerId: uuid(),
    email: text(),
    name: text(),
    role: text(),
    traits: traits(),
    stamps: stamps(),
    block: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('contacts_customer').on(t.customerId, t.workspaceId),
    index('contacts_block').on(t.block, t.workspaceId),
  ],
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
    block: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('subscriptions_customer').on(t.customerId, t.workspaceId),
    index('subscriptions_block').on(t.block, t.workspaceId),
  ],
);
