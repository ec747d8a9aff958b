import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant, workspaceId, xid8 } from './columns';
import { workspaces } from './workspaces';

/** How far the worker is in a workspace. The row's lock is the lease: a crash gives it back. */
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
  visibleAt: instant(),
});

/** One block of facts handed to the analytics store. Written before the insert, so that a crash re-sends the same block. */
export const blocks = pgTable(
  'blocks',
  {
    workspaceId: workspaceId(),
    block: integer().notNull(),
    rows: integer().notNull(),
    createdAt: createdAt(),
    loadedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.block] })],
);

/** A customer moved to a fresh number (merge, restatement) or erased; steps may be repeated until `doneAt`. */
export const moves = pgTable(
  'moves',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    reason: text().notNull(),
    fromNos: bigint({ mode: 'number' }).array().notNull(),
    toNo: bigint({ mode: 'number' }),
    customerId: uuid(),
    fromRecord: boolean().notNull().default(false),
    createdAt: createdAt(),
    doneAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] }), index('moves_open').on(t.workspaceId, t.doneAt)],
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
