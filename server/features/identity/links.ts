import { sql } from 'drizzle-orm';
import type { BlockScope } from './block-scope';

/**
 * Ties anonymous ids to whom identify, group and alias calls say they belong. The earliest call wins (ties by message),
 * so the order of arrival does not matter. What is tied anew, or to somebody else, is noted in `relinked`.
 */
export async function linkAnonymous({ tx, workspace, now }: BlockScope): Promise<void> {
  await tx.execute(sql`
    with said as (
      select distinct on (c.anon) c.anon, c.act, c.key, c.source_id,
        case when c.contact is null then i.customer_id end as customer_id, c.contact
      from claimed c left join identifiers i on i.workspace_id = ${workspace.id} and i.kind = 'customer' and i.value = c.cust
      where c.kind in ('identify', 'group', 'alias') and c.anon is not null and (c.cust is not null or c.contact is not null)
      order by c.anon, c.act, c.key
    ), before as (
      select i.value, i.customer_id, i.contact_id from identifiers i join said on said.anon = i.value
      where i.workspace_id = ${workspace.id} and i.kind = 'anonymous'
    ), linked as (
      insert into identifiers as i (workspace_id, kind, value, customer_id, contact_id, source_id, linked_at, linked_key, created_at)
      select ${workspace.id}, 'anonymous', anon, customer_id, contact, source_id, act, key, ${now.toISOString()}::timestamptz from said
      on conflict (workspace_id, kind, value) do update
        set customer_id = excluded.customer_id, contact_id = excluded.contact_id, source_id = excluded.source_id,
          linked_at = excluded.linked_at, linked_key = excluded.linked_key
        where (excluded.linked_at, excluded.linked_key) < (i.linked_at, i.linked_key)
      returning i.value, i.customer_id, i.contact_id
    ), changed as (
      select l.value, b.customer_id as former from linked l left join before b on b.value = l.value
      where b.value is null or b.customer_id is distinct from l.customer_id or b.contact_id is distinct from l.contact_id
    ), noted as (
      insert into relinked (via, ident) select 3, value from changed
    )
    insert into refolded (customer_id)
    select former from changed where former is not null
    union
    select l.customer_id from changed join linked l using (value) where l.customer_id is not null and exists (
      select 1 from profile_updates u where u.workspace_id = ${workspace.id} and u.subject_kind = 'anonymous' and u.subject = l.value)`);
}

/** Gives the events of relinked identifiers to whom they belong now; those that were nobody's join this block. */
export async function repointEvents({ tx, workspace, block }: BlockScope): Promise<void> {
  const targets = [
    {
      via: 1,
      column: sql`contact_id`,
      rows: sql`select r.ident, k.customer_id from relinked r join contacts k on k.workspace_id = ${workspace.id} and k.id = r.ident where r.via = 1`,
    },
    {
      via: 2,
      column: sql`subscription_id`,
      rows: sql`select r.ident, s.customer_id from relinked r join subscriptions s on s.workspace_id = ${workspace.id} and s.id = r.ident where r.via = 2`,
    },
    {
      via: 3,
      column: sql`anonymous_id`,
      rows: sql`select i.value as ident, coalesce(i.customer_id, k.customer_id) as customer_id
        from (select ident from relinked where via = 3 union
          select l.value from relinked r join identifiers l on l.workspace_id = ${workspace.id} and l.contact_id = r.ident where r.via = 1) r
        join identifiers i on i.workspace_id = ${workspace.id} and i.kind = 'anonymous' and i.value = r.ident
        left join contacts k on k.workspace_id = ${workspace.id} and k.id = i.contact_id`,
    },
  ];
  for (const { via, column, rows } of targets) {
    const affected = sql`from target t where e.workspace_id = ${workspace.id} and e.via = ${sql.raw(String(via))} and e.${column} = t.ident
      and t.customer_id is not null and e.customer_id is distinct from t.customer_id`;
    await tx.execute(sql`
      with target as (${rows}),
      moved as (select distinct e.customer_id as former, t.customer_id as present from events e, target t
        where e.workspace_id = ${workspace.id} and e.via = ${sql.raw(String(via))} and e.${column} = t.ident
        and e.customer_id is not null and e.customer_id <> t.customer_id)
      insert into restated (customer_id) select former from moved union select present from moved`);
    await tx.execute(sql`
      with target as (${rows})
      update events e set customer_id = t.customer_id, block = coalesce(e.block, ${block}) ${affected}`);
  }
}
