import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytea, instant, workspaceId } from './columns';
import { workspaces } from './workspaces';

/** Append-only, a hash chain per workspace: ids and field names, never personal values. */
export const auditLog = pgTable(
  'audit_log',
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    seq: bigint({ mode: 'number' }).notNull(),
    at: instant().notNull(),
    actor: text().notNull(),
    verb: text().notNull(),
    subject: text().notNull(),
    fields: text().array().notNull(),
    previousHash: bytea().notNull(),
    hash: bytea().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.seq] })],
);
