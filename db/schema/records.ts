import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, instant, workspaceId } from './columns';

const properties = () => jsonb().$type<Record<string, unknown>>().notNull().default(sql`'{}'::jsonb`);
const seq = () => bigint({ mode: 'number' }).notNull();
/** The block of the last change: what the worker hands to the analytics store with it. */
const block = () => integer().notNull();

export const tickets = pgTable(
  'tickets',
  {
    workspaceId: workspaceId(),
    id: text().notNull(),
    customerId: uuid().notNull(),
    openedAt: instant().notNull(),
    closedAt: instant(),
    priority: text(),
    escalated: boolean(),
    firstResponseMinutes: doublePrecision(),
    csat: doublePrecision(),
    subject: text(),
    text: text(),
    properties: properties(),
    seq: seq(),
    block: block(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('tickets_customer').on(t.customerId, t.workspaceId),
    index('tickets_block').on(t.block, t.workspaceId),
  ],
);

export const conversations = pgTable(
  'conversations',
  {
    workspaceId: workspaceId(),
    id: text().notNull(),
    customerId: uuid().notNull(),
    startedAt: instant().notNull(),
    resolvedBy: text(),
    handedOver: boolean(),
    csat: doublePrecision(),
    topic: text(),
    text: text(),
    properties: properties(),
    seq: seq(),
    block: block(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('conversations_customer').on(t.customerId, t.workspaceId),
    index('conversations_block').on(t.block, t.workspaceId),
  ],
);

export const responses = pgTable(
  'responses',
  {
    workspaceId: workspaceId(),
    id: text().notNull(),
    customerId: uuid().notNull(),
    answeredAt: instant().notNull(),
    kind: text(),
    score: doublePrecision(),
    text: text(),
    channel: text(),
    properties: properties(),
    seq: seq(),
    block: block(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('responses_customer').on(t.customerId, t.workspaceId),
    index('responses_block').on(t.block, t.workspaceId),
  ],
);

/** Streams without an id of their own are known by the key of their inbox row. */
export const churns = pgTable(
  'churns',
  {
    workspaceId: workspaceId(),
    key: bytea().notNull(),
    customerId: uuid().notNull(),
    churnedOn: date().notNull(),
    reason: text(),
    note: text(),
    reactivatedOn: date(),
    properties: properties(),
    seq: seq(),
    block: block(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.key] }),
    index('churns_customer').on(t.customerId, t.workspaceId),
    index('churns_block').on(t.block, t.workspaceId),
  ],
);

export const spend = pgTable(
  'spend',
  {
    workspaceId: workspaceId(),
    key: bytea().notNull(),
    channel: text().notNull(),
    month: date().notNull(),
    amountMinor: bigint({ mode: 'number' }).notNull(),
    newCustomers: bigint({ mode: 'number' }),
    seq: seq(),
    block: block(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.key] }), index('spend_block').on(t.block, t.workspaceId)],
);

export const costs = pgTable(
  'costs',
  {
    workspaceId: workspaceId(),
    key: bytea().notNull(),
    customerId: uuid().notNull(),
    month: date().notNull(),
    kind: text().notNull(),
    amountMinor: bigint({ mode: 'number' }).notNull(),
    seq: seq(),
    block: block(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.key] }),
    index('costs_customer').on(t.customerId, t.workspaceId),
    index('costs_block').on(t.block, t.workspaceId),
  ],
);

export const arms = pgTable(
  'arms',
  {
    workspaceId: workspaceId(),
    key: bytea().notNull(),
    customerId: uuid().notNull(),
    campaign: text().notNull(),
    arm: text().notNull(),
    assignedAt: instant().notNull(),
    seq: seq(),
    block: block(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.key] }),
    index('arms_campaign').on(t.campaign, t.workspaceId),
    index('arms_customer').on(t.customerId, t.workspaceId),
    index('arms_block').on(t.block, t.workspaceId),
  ],
);
