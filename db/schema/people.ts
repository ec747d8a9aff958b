import { bigint, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytea, createdAt, instant } from './columns';

/** Someone who signs in. `email` is lower case; walled by person, found by e-mail through a definer function only. */
export const people = pgTable(
  'people',
  {
    personId: uuid('id').primaryKey(),
    email: text().notNull(),
    name: text().notNull(),
    passwordHash: text(),
    emailVerifiedAt: instant(),
    theme: text(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('people_email').on(t.email)],
);

export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.personId, { onDelete: 'cascade' }),
    tokenHash: bytea().notNull(),
    userAgent: text().notNull(),
    address: text().notNull(),
    createdAt: createdAt(),
    lastSeenAt: createdAt(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
  },
  (t) => [uniqueIndex('sessions_token_hash').on(t.tokenHash), index('sessions_person').on(t.personId)],
);

/**
 * Links sent by mail: `verify` an address, `reset` a password. Only the hash is kept; used once. A sign-up waits here
 * with its name and password hash until the address is proven, so that nobody can sign up ahead of somebody else.
 */
export const mailedTokens = pgTable(
  'mailed_tokens',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.personId, { onDelete: 'cascade' }),
    purpose: text().notNull(),
    tokenHash: bytea().notNull(),
    pendingName: text(),
    pendingPasswordHash: text(),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [uniqueIndex('mailed_tokens_hash').on(t.tokenHash), index('mailed_tokens_person').on(t.personId)],
);

/** Counters of the rate limiter, shared by all processes. Keys are keyed hashes, never addresses. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text().primaryKey(),
    points: integer().notNull().default(0),
    expire: bigint({ mode: 'number' }),
  },
  (t) => [index('rate_limits_expire').on(t.expire)],
);
