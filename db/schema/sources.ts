import { boolean, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytea, createdAt, instant, workspaceId } from './columns';
import { workspaces } from './workspaces';

/** Where records come from: `http` (write keys) or `file` (one per workspace, made with it). */
export const sources = pgTable(
  'sources',
  {
    id: uuid().primaryKey(),
    workspaceId: workspaceId().references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    kind: text().notNull(),
    name: text().notNull(),
    paused: boolean().notNull().default(false),
    createdAt: createdAt(),
    archivedAt: instant(),
  },
  (t) => [index('sources_workspace').on(t.workspaceId)],
);

/** Shown once when made; only the SHA-256 of the key is kept, with its last four characters to tell keys apart. */
export const writeKeys = pgTable(
  'write_keys',
  {
    id: uuid().primaryKey(),
    workspaceId: workspaceId().references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    sourceId: uuid()
      .notNull()
      .references(() => sources.id, { onDelete: 'cascade' }),
    keyHash: bytea().notNull(),
    lastFour: text().notNull(),
    createdAt: createdAt(),
    revokedAt: instant(),
  },
  (t) => [uniqueIndex('write_keys_hash').on(t.keyHash), index('write_keys_source').on(t.workspaceId, t.sourceId)],
);
