import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant, workspaceId, xid8 } from './columns';
import { workspaces } from './workspaces';

/**
 * How far the worker is in a workspace; every change of its facts holds this row's lock. `lastReceivedAt` is the latest
 * time of receipt so far: updates apply in the order received even where two machines' clocks differ.
 */
export const pipelines = pgTable('pipelines', {
  workspaceId: uuid()
    .primaryKey()
    .references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
  txid: xid8().notNull(),
  seq: bigint({ mode: 'number' }).notNull().default(0),
  lastBlock: integer().notNull().default(0),
  nextCustomerNo: bigint({ mode: 'number' }).notNull().default(1),
  nextImportNo: integer().notNull().default(1),
  generation: integer().notNull().default(1),
  /** The number of all rows that belong to channels, in the analytics store: they move like a customer. */
  spendNo: bigint({ mode: 'number' }).notNull().default(0),
  lastReceivedAt: instant().notNull().default(sql`'epoch'`),
  visibleAt: instant(),
});

/**
 * One block handed to the analytics store: facts, records and moves with its number. Written before the insert, so that
 * a crash sends the same block again. `tables` names those of the store that get rows.
 */
export const blocks = pgTable(
  'blocks',
  {
    workspaceId: workspaceId(),
    block: integer().notNull(),
    rows: integer().notNull(),
    tables: text().array().notNull(),
    createdAt: createdAt(),
    loadedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.block] })],
);

/**
 * What is not an addition. A verb asks for it (merge, erase, undo, restate, retire: `block` empty); the worker applies it to
 * the record with a block and gives `fromNos` and `toNo`, then to the analytics store, every step repeatable, until `doneAt`.
 */
export const moves = pgTable(
  'moves',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    reason: text().notNull(),
    fromNos: bigint({ mode: 'number' }).array().notNull().default(sql`'{}'`),
    toNo: bigint({ mode: 'number' }),
    customerId: uuid(),
    intoId: uuid(),
    /** The import that is taken back. */
    importNo: integer(),
    block: integer(),
    requestedBy: text(),
    createdAt: createdAt(),
    notBefore: createdAt(),
    doneAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('moves_open').on(t.workspaceId, t.notBefore).where(sql`${t.doneAt} is null`),
  ],
);

/** One fit of a model with its inputs, parameters and back-test. */
export const modelRuns = pgTable(
  'model_runs',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    kind: text().notNull(),
    input: jsonb().notNull(),
    result: jsonb().notNull(),
    visibleBlock: integer().notNull(),
    startedBy: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('model_runs_kind').on(t.workspaceId, t.kind, t.createdAt),
  ],
);

/**
 * A model run that somebody asked for. The worker that reads it holds `claim` until `claimedUntil` and renews it; `attempts`
 * counts workers that took it, so that one which ends them all is given up. `runId` is what came of it.
 */
export const modelRequests = pgTable(
  'model_requests',
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    id: uuid().notNull(),
    kind: text().notNull(),
    input: jsonb().notNull(),
    state: text().notNull().default('waiting'),
    stepsDone: integer().notNull().default(0),
    problem: text(),
    runId: uuid(),
    requestedBy: text().notNull(),
    claim: uuid(),
    claimedUntil: instant(),
    attempts: integer().notNull().default(0),
    createdAt: createdAt(),
    finishedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('model_requests_kind').on(t.workspaceId, t.kind, t.createdAt),
    uniqueIndex('model_requests_open').on(t.workspaceId, t.kind).where(sql`${t.state} in ('waiting', 'running')`),
  ],
);
