import { sql } from 'drizzle-orm';
import type { BlockScope } from './block-scope';
import { textArray } from './domain/text-array';
import type { Family, Traces } from './traces';

const ownTables = [
  'events',
  'orders',
  'subscriptions',
  'tickets',
  'conversations',
  'responses',
  'churns',
  'costs',
  'arms',
  'contacts',
] as const;

/** Takes a family out of the record. Keys stay, so that what came once is not taken in again. */
export async function eraseFamily({ tx, workspace }: BlockScope, family: Family, traces: Traces): Promise<void> {
  const rows = sql`${textArray(family.rows)}::uuid[]`;
  for (const table of ownTables)
    await tx.execute(
      sql`delete from ${sql.raw(table)} where workspace_id = ${workspace.id} and customer_id = any(${rows})`,
    );
  const subjects = [
    ['customer', family.ids],
    ['anonymous', family.anonymousIds],
    ['contact', family.contactIds],
  ] as const;
  for (const [kind, values] of subjects)
    await tx.execute(
      sql`delete from profile_updates where workspace_id = ${workspace.id} and subject_kind = ${kind} and subject = any(${textArray(values)}::text[])`,
    );
  await tx.execute(sql`delete from identifiers where workspace_id = ${workspace.id}
    and (customer_id = any(${rows}) or contact_id = any(${textArray(family.contactIds)}::text[]))`);
  await tx.execute(
    sql`delete from merges where workspace_id = ${workspace.id} and (loser_id = any(${rows}) or winner_id = any(${rows}))`,
  );
  await tx.execute(sql`delete from customers where workspace_id = ${workspace.id} and id = any(${rows})`);
  await tx.execute(sql`
    update inbox i set body = '{}'::jsonb
    from jsonb_to_recordset(${JSON.stringify(traces.inbox)}::jsonb) as t (txid text, seq bigint, received_at timestamptz)
    where i.workspace_id = ${workspace.id} and i.txid = t.txid::xid8 and i.seq = t.seq and i.received_at = t.received_at`);
  await tx.execute(sql`update rejected set raw = ''::bytea where workspace_id = ${workspace.id}
    and id = any(${`{${traces.rejected.join(',')}}`}::bigint[])`);
}
