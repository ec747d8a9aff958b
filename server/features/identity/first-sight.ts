import { sql } from 'drizzle-orm';
import { type BlockScope, countOf, ownerOf } from './block-scope';

/** Makes a customer of every id that nobody knew, numbered in order of first activity, and a contact likewise. */
export async function makeFirstSeen(scope: BlockScope): Promise<void> {
  const { tx, workspace, block, now } = scope;
  const made = await countOf(
    tx,
    sql`
    with wanted as (
      select cust, min(act) as first_at, (array_agg(source_id order by txid, seq))[1] as source_id
      from claimed where cust is not null group by cust
    ), missing as (
      select w.*, gen_random_uuid() as id, row_number() over (order by w.first_at, w.cust collate "C") as position
      from wanted w left join ${ownerOf(workspace.id, sql`w.cust`)} i on true
      where i.owner is null
    ), made as (
      insert into customers (workspace_id, id, no, external_id, version, first_seen_at)
      select ${workspace.id}, id, ${scope.nextNo}::bigint + position - 1, cust, ${block}, ${now.toISOString()}::timestamptz from missing
    ), named as (
      insert into identifiers (workspace_id, kind, value, customer_id, source_id, created_at)
      select ${workspace.id}, 'customer', cust, id, source_id, ${now.toISOString()}::timestamptz from missing
    )
    select count(*)::integer as n from missing`,
  );
  scope.nextNo += made;
  await tx.execute(sql`
    insert into contacts (workspace_id, id, block)
    select distinct ${workspace.id}::uuid, contact, ${block}::integer from claimed where contact is not null and kind <> 'events'
    on conflict do nothing`);
}
