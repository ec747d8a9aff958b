import { sql } from 'drizzle-orm';
import type { Workspace } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';

/** A table of the analytics store that is filled from the record. */
export interface StoreTable {
  name: string;
  /** Its table in the record; `f` in the expressions. */
  source: string;
  /** How a row says to which block it belongs. */
  block: 'block' | 'version';
  /** A fact is added once; a record is written again with a higher version. */
  kind: 'fact' | 'record' | 'customer' | 'channel';
  columns: Readonly<Record<string, string>>;
}

const text = (column: string) => `coalesce(f.${column}, '')`;
/** Within what the store's dates can hold: `9999-12-31` is a common way to say never. */
const date = (column: string) =>
  `case when f.${column} is not null then least(greatest(f.${column}, date '1900-01-01'), date '2299-12-31') end`;
const flag = (column: string) => `f.${column}::integer`;
const time = (column: string) => `f.${column}::timestamp`;
/** Day since 1970 in the workspace's zone; the first local day of 1970 may begin in 1969. `@zone` is its name, quoted. */
const day = (column: string) => `greatest((f.${column} at time zone @zone)::date - date '1970-01-01', 0)`;
const month = (column: string) =>
  `greatest((extract(year from f.${column})::integer - 1970) * 12 + extract(month from f.${column})::integer - 1, 0)`;
const hexKey = `encode(f.key, 'hex')`;

const record = (name: string, source: string, columns: Record<string, string>): StoreTable => ({
  name,
  source,
  block: 'block',
  kind: 'record',
  columns: { ...columns, version: 'f.block' },
});

export const storeTables: readonly StoreTable[] = [
  {
    name: 'events',
    source: 'events',
    block: 'block',
    kind: 'fact',
    columns: {
      ts: time('occurred_at'),
      d: day('occurred_at'),
      event: 'f.event',
      seq: 'f.seq',
      contact: text('contact_id'),
      subscription: text('subscription_id'),
      properties_json: 'f.properties',
    },
  },
  {
    name: 'orders',
    source: 'orders',
    block: 'block',
    kind: 'fact',
    columns: {
      ts: time('ordered_at'),
      d: day('ordered_at'),
      seq: 'f.seq',
      id: text('id'),
      amount_minor: 'f.amount_minor',
      original_minor: 'f.original_minor',
      currency: text('currency'),
      quantity: 'f.quantity',
      product_id: text('product_id'),
      product_name: text('product_name'),
      category: text('category'),
      channel: text('channel'),
      cost_minor: 'f.cost_minor',
      discount_minor: 'f.discount_minor',
      offer_code: text('offer_code'),
      properties_json: 'f.properties',
    },
  },
  {
    name: 'customers',
    source: 'customers',
    block: 'version',
    kind: 'customer',
    columns: {
      id: 'f.id',
      external_id: 'f.external_id',
      name: text('name'),
      email: text('email'),
      created_at: time('created_on'),
      parent_id: text('parent_external_id'),
      owner_email: text('owner_email'),
      country: text('country'),
      timezone: text('timezone'),
      locale: text('locale'),
      acquisition_channel: text('acquisition_channel'),
      acquisition_cost_minor: 'f.acquisition_cost_minor',
      referred_by: text('referred_by'),
      is_test: flag('is_test'),
      traits_json: 'f.traits',
      version: 'f.version',
    },
  },
  record('contacts', 'contacts', {
    id: 'f.id',
    email: text('email'),
    name: text('name'),
    role: text('role'),
    traits_json: 'f.traits',
  }),
  record('subscription_periods', 'subscriptions', {
    id: 'f.id',
    started_on: date('started_on'),
    ended_on: date('ended_on'),
    mrr_minor: 'f.mrr_minor',
    original_minor: 'f.original_minor',
    currency: text('currency'),
    interval: text('interval'),
    plan: text('plan'),
    seats: 'f.seats',
    seats_used: 'f.seats_used',
    unit_limit: 'f.unit_limit',
    used: 'f.used',
    renews_on: date('renews_on'),
    traits_json: 'f.traits',
  }),
  record('tickets', 'tickets', {
    id: 'f.id',
    opened_at: time('opened_at'),
    d: day('opened_at'),
    closed_at: time('closed_at'),
    priority: text('priority'),
    escalated: flag('escalated'),
    first_response_minutes: 'f.first_response_minutes',
    csat: 'f.csat',
    subject: text('subject'),
    text: text('text'),
    properties_json: 'f.properties',
  }),
  record('conversations', 'conversations', {
    id: 'f.id',
    started_at: time('started_at'),
    d: day('started_at'),
    resolved_by: text('resolved_by'),
    handed_over: flag('handed_over'),
    csat: 'f.csat',
    topic: text('topic'),
    text: text('text'),
    properties_json: 'f.properties',
  }),
  record('responses', 'responses', {
    id: 'f.id',
    answered_at: time('answered_at'),
    d: day('answered_at'),
    kind: text('kind'),
    score: 'f.score',
    text: text('text'),
    channel: text('channel'),
    properties_json: 'f.properties',
  }),
  record('churns', 'churns', {
    id: hexKey,
    churned_on: date('churned_on'),
    reason: text('reason'),
    note: text('note'),
    reactivated_on: date('reactivated_on'),
    properties_json: 'f.properties',
  }),
  record('costs', 'costs', { id: hexKey, m: month('month'), kind: 'f.kind', amount_minor: 'f.amount_minor' }),
  record('arms', 'arms', {
    id: hexKey,
    campaign: 'f.campaign',
    arm: 'f.arm',
    assigned_at: time('assigned_at'),
    d: day('assigned_at'),
  }),
  {
    ...record('spend', 'spend', {
      id: hexKey,
      channel: 'f.channel',
      m: month('month'),
      amount_minor: 'f.amount_minor',
      new_customers: 'f.new_customers',
    }),
    kind: 'channel',
  },
];

const anyOf = (workspace: Workspace, block: number) =>
  storeTables.map(
    ({ name, source, block: column }) =>
      sql`select ${name} as name where exists (select 1 from ${sql.raw(source)} f where f.workspace_id = ${workspace.id} and f.${sql.raw(column)} = ${block})`,
  );

/** The store's tables that have rows in this block. */
export async function tablesOfBlock(tx: Tx, workspace: Workspace, block: number): Promise<string[]> {
  const rows = await tx.execute<{ name: string }>(sql.join(anyOf(workspace, block), sql` union all `));
  return rows.map(({ name }) => name);
}

/** Tables of the store whose rows stand under a number that may die; the roll-ups follow the facts by themselves. */
export const numberedTables: readonly string[] = [
  ...storeTables.map(({ name }) => name),
  'cust_month',
  'cust_day',
  'cust',
];

/** Scores of model runs: not facts, so they are written anew for a workspace that was rebuilt. */
export const scoreTables: readonly string[] = ['history_scores', 'scores'];
