import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytea, createdAt, instant, workspaceId } from './columns';
import { people } from './people';

/**
 * A tenant. `no` is its number in the analytics store: fresh after every rebuild, negative while that store does not
 * hold this workspace and cannot answer. `count` is the unit of analysis.
 */
export const workspaces = pgTable(
  'workspaces',
  {
    workspaceId: uuid('id').primaryKey(),
    no: integer().notNull().generatedByDefaultAsIdentity(),
    slug: text().notNull(),
    name: text().notNull(),
    count: text().notNull(),
    currency: text().notNull(),
    timezone: text().notNull(),
    isSample: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('workspaces_slug').on(t.slug), uniqueIndex('workspaces_no').on(t.no)],
);

export const memberships = pgTable(
  'memberships',
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.personId, { onDelete: 'cascade' }),
    role: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.personId] }), index('memberships_person').on(t.personId)],
);

export const invitations = pgTable(
  'invitations',
  {
    id: uuid().primaryKey(),
    workspaceId: workspaceId().references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    email: text().notNull(),
    role: text().notNull(),
    tokenHash: bytea().notNull(),
    invitedBy: text().notNull(),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    revokedAt: instant(),
  },
  (t) => [uniqueIndex('invitations_token_hash').on(t.tokenHash), index('invitations_workspace').on(t.workspaceId)],
);

/** Sealed secrets of a workspace by purpose; `hash` is the HMAC secret behind inbox keys and never changes. */
export const workspaceSecrets = pgTable(
  'workspace_secrets',
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
    field: text().notNull(),
    sealed: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.field] })],
);

/**
 * A sample workspace that is to be made anew. The one that is there has a row without `takesSlug`; the copy that is being
 * filled beside it has one with the address it will take, and takes it when nothing is missing.
 */
export const sampleMakings = pgTable('sample_makings', {
  workspaceId: workspaceId()
    .primaryKey()
    .references(() => workspaces.workspaceId, { onDelete: 'cascade' }),
  takesSlug: text(),
  requestedBy: text().notNull(),
  stepsDone: integer().notNull().default(0),
  steps: integer().notNull().default(0),
  claimedUntil: instant(),
  createdAt: createdAt(),
});
