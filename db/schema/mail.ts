import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant } from './columns';

/** planned → claimed → handing_over → sent | failed | uncertain; `uncertain` never sends again by itself. */
export const mailOutbox = pgTable(
  'mail_outbox',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid(),
    personId: uuid(),
    kind: text().notNull(),
    toAddress: text().notNull(),
    subject: text().notNull(),
    textBody: text().notNull(),
    htmlBody: text().notNull(),
    state: text().notNull().default('planned'),
    attempts: integer().notNull().default(0),
    notBefore: createdAt(),
    claimedBy: text(),
    claimedAt: instant(),
    sentAt: instant(),
    problem: text(),
    createdAt: createdAt(),
  },
  (t) => [index('mail_outbox_due').on(t.state, t.notBefore), index('mail_outbox_workspace').on(t.workspaceId)],
);
