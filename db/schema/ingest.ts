import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, createdAt, instant, workspaceId, xid8 } from './columns';
import { workspaces } from './workspaces';

/**
 * Everything that was accepted, in the order of commit. Partitioned by month of receipt. The worker reads in order of
 * (txid, seq) up to the oldest running transaction, so that a slow commit is never overtaken and skipped.
 */
export const inbox = pgTable(
  'inbox',
  {
    workspaceId: workspaceId(),
    txid: xid8().notNull().default(sql`pg_current_xact_id()`),
    seq: bigint({ mode: 'number' }).notNull().default(sql`nextval('inbox_seq')`),
    receivedAt: instant().notNull(),
    sourceId: uuid().notNull(),
    kind: text().notNull(),
    key: bytea().notNull(),
    importNo: integer(),
    body: jsonb().notNull(),
    /** Of a record with an id: what its key stood for when this version came. */
    bodyHash: bytea(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.txid, t.seq, t.receivedAt] })],
);

/** Keys seen, for ever: an event's first body wins, a record with an id is stored again where its body differs. */
export const inboxKeys = pgTable(
  'inbox_keys',
  { workspaceId: workspaceId(), key: bytea().notNull(), bodyHash: bytea().notNull(), importNo: integer() },
  (t) => [primaryKey({ columns: [t.workspaceId, t.key] })],
);

/**
 * What was refused, with the bytes as they came, the reason and the version of the rule. `conflicting` is a second body
 * under a known message id: it counts as a duplicate and is kept here to be seen.
 */
export const rejected = pgTable(
  'rejected',
  {
    workspaceId: workspaceId(),
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    sourceId: uuid().notNull(),
    importNo: integer(),
    rowNo: integer(),
    receivedAt: instant().notNull(),
    raw: bytea().notNull(),
    reason: text().notNull(),
    ruleVersion: integer().notNull(),
    conflicting: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('rejected_source').on(t.workspaceId, t.sourceId, t.receivedAt),
    index('rejected_import').on(t.workspaceId, t.importNo),
  ],
);

/** received = stored + duplicate + rejected, per source and minute, written with the rows it counts. */
export const ingestCounts = pgTable(
  'ingest_counts',
  {
    workspaceId: workspaceId(),
    sourceId: uuid().notNull(),
    minute: instant().notNull(),
    received: bigint({ mode: 'number' }).notNull(),
    stored: bigint({ mode: 'number' }).notNull(),
    duplicate: bigint({ mode: 'number' }).notNull(),
    rejected: bigint({ mode: 'number' }).notNull(),
    conflicting: bigint({ mode: 'number' }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.sourceId, t.minute] })],
);

/** One file. Counts are those committed so far, so that progress survives a reload and a crash; `claimedUntil` is the lease of whoever reads it. */
export const imports = pgTable(
  'imports',
  {
    id: uuid().primaryKey(),
    workspaceId: workspaceId().references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    importNo: integer().notNull(),
    sourceId: uuid().notNull(),
    stream: text().notNull(),
    fileName: text().notNull(),
    fileBytes: bigint({ mode: 'number' }),
    filePath: text(),
    mapping: jsonb().notNull(),
    dryRun: boolean().notNull().default(false),
    state: text().notNull(),
    problem: text(),
    received: bigint({ mode: 'number' }).notNull().default(0),
    stored: bigint({ mode: 'number' }).notNull().default(0),
    duplicate: bigint({ mode: 'number' }).notNull().default(0),
    rejected: bigint({ mode: 'number' }).notNull().default(0),
    updated: bigint({ mode: 'number' }).notNull().default(0),
    roundedAmounts: bigint({ mode: 'number' }).notNull().default(0),
    noRate: bigint({ mode: 'number' }).notNull().default(0),
    bytesRead: bigint({ mode: 'number' }).notNull().default(0),
    startedBy: text().notNull(),
    createdAt: createdAt(),
    finishedAt: instant(),
    claimedUntil: instant(),
  },
  (t) => [uniqueIndex('imports_no').on(t.workspaceId, t.importNo)],
);
