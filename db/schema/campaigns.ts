import { sql } from 'drizzle-orm';
import {
  bigint,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { SealedRule } from './segments.constants';
import { bytea, createdAt, instant, workspaceId } from './columns';
import { workspaces } from './workspaces';

const ofWorkspace = () => workspaceId().references(() => workspaces.workspaceId, { onDelete: 'cascade' });

/**
 * An action on an audience with a control group. Once `sealedAt` is set a trigger refuses every change of what decides
 * the read-out. `segment` empty means every customer; `audience` is its rule as sealed, and the day it is asked by;
 * `assignedUpTo` is how far an unfinished launch has come, by number.
 */
export const campaigns = pgTable(
  'campaigns',
  {
    workspaceId: ofWorkspace(),
    id: uuid().notNull(),
    name: text().notNull(),
    state: text().notNull().default('draft'),
    channel: text().notNull(),
    segment: text(),
    audience: jsonb().$type<SealedRule>(),
    controlShare: doublePrecision().notNull(),
    salt: text().notNull(),
    subject: text().notNull(),
    message: text().notNull(),
    webhookUrl: text(),
    plan: jsonb().notNull(),
    planHash: text(),
    sealedAt: instant(),
    launchedAt: instant(),
    /** When the window of the last customer ends. */
    endsAt: instant(),
    endedAt: instant(),
    assignedUpTo: bigint({ mode: 'number' }).notNull().default(0),
    createdBy: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex('campaigns_name').on(t.name, t.workspaceId),
    index('campaigns_active').on(t.state).where(sql`${t.state} in ('launching', 'running')`),
  ],
);

/**
 * Which arm a customer is in, for ever: rows are added and never changed. `dueAt` is when the customer was to be, or in
 * the control arm would have been, contacted; `addressHash` the keyed hash of the address at that moment.
 */
export const assignments = pgTable(
  'assignments',
  {
    workspaceId: ofWorkspace(),
    campaignId: uuid().notNull(),
    customerId: uuid().notNull(),
    arm: text().notNull(),
    assignedAt: instant().notNull(),
    dueAt: instant().notNull(),
    addressHash: bytea(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.campaignId, t.customerId] }),
    index('assignments_customer').on(t.customerId, t.workspaceId),
    index('assignments_address')
      .on(t.addressHash, t.campaignId, t.workspaceId)
      .where(sql`${t.addressHash} is not null`),
  ],
);

/**
 * planned → claimed → handing_over → sent | failed | uncertain, or skipped with its reason. One row a customer and step,
 * and one address a step: a second send has no row to stand in. `uncertain` never sends again by itself.
 */
export const handOvers = pgTable(
  'hand_overs',
  {
    workspaceId: ofWorkspace(),
    campaignId: uuid().notNull(),
    step: integer().notNull(),
    customerId: uuid().notNull(),
    id: uuid().notNull(),
    state: text().notNull().default('planned'),
    attempts: integer().notNull().default(0),
    notBefore: instant().notNull(),
    claimedBy: text(),
    claimedAt: instant(),
    sentAt: instant(),
    problem: text(),
    addressHash: bytea(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.campaignId, t.step, t.customerId] }),
    uniqueIndex('hand_overs_address')
      .on(t.addressHash, t.campaignId, t.step, t.workspaceId)
      .where(sql`${t.addressHash} is not null`),
    index('hand_overs_due')
      .on(t.notBefore, t.workspaceId)
      .where(sql`${t.state} in ('planned', 'claimed', 'handing_over')`),
    index('hand_overs_customer').on(t.customerId, t.workspaceId),
  ],
);

/** Addresses that campaigns leave alone, as the keyed hash under the workspace's secret: they outlive an erasure. */
export const suppressions = pgTable(
  'suppressions',
  {
    workspaceId: ofWorkspace(),
    addressHash: bytea().notNull(),
    reason: text().notNull(),
    campaignId: uuid(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.addressHash] })],
);
