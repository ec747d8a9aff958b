import { type SQL, sql } from 'drizzle-orm';
import { type BlockScope, ownerOf } from './block-scope';

/**
 * Ties anonymous ids to whom identify, group and alias calls say they belong. The earliest call wins (ties by message),
 * so the order of arrival does not matter. What is tied anew, or to somebody else, is noted in `relinked`.
 */
export async function linkAnonymous({ tx, workspace, now }: BlockScope): Promise<void> {
  await tx.execute(sql`
    with said as (
      select distinct on (c.anon) c.anon, c.act, c.key, c.source_id,
        case when c.contact is null then i.owner end as customer_id, c.contact
      from claimed c left join ${ownerOf(workspace.id, sql`c.cust`)} i on true
      where c.kind in ('identify', 'group', 'alias') and c.anon is not null and (c.cust is not null or c.contact is not null)
      order by c.anon, c.act, c.key
    ), before as (
      select i.* from said cross join lateral (select i.value, i.customer_id, i.contact_id from identifiers i
        where i.workspace_id = ${workspace.id} and i.kind = 'anonymous' and i.value = said.anon offset 0) i
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

/**
 * Gives the events of relinked identifiers to whom they belong now: those that were nobody's join this block, and those
 * that are nobody's any more wait again.
 */
export async function repointEvents(scope: BlockScope): Promise<void> {
  await pointEvents(scope);
  await unpointEvents(scope);
}

async function pointEvents({ tx, workspace, block }: BlockScope): Promise<void> {
  const ws = workspace.id;
  const contact = (id: SQL) =>
    sql`lateral (select k.customer_id from contacts k where k.workspace_id = ${ws} and k.id = ${id} offset 0) k`;
  const targets = [
    {
      via: 1,
      column: sql`contact_id`,
      rows: sql`select r.ident, k.customer_id from relinked r cross join ${contact(sql`r.ident`)} where r.via = 1`,
    },
    {
      via: 2,
      column: sql`subscription_id`,
      rows: sql`select r.ident, s.customer_id from relinked r cross join lateral (
        select s.customer_id from subscriptions s where s.workspace_id = ${ws} and s.id = r.ident offset 0) s where r.via = 2`,
    },
    {
      via: 3,
      column: sql`anonymous_id`,
      rows: sql`select r.ident, coalesce(i.customer_id, k.customer_id) as customer_id
        from (select ident from relinked where via = 3 union
          select l.value from relinked r cross join lateral (
            select l.value from identifiers l where l.workspace_id = ${ws} and l.contact_id = r.ident offset 0) l where r.via = 1) r
        cross join lateral (select i.customer_id, i.contact_id from identifiers i
          where i.workspace_id = ${ws} and i.kind = 'anonymous' and i.value = r.ident offset 0) i
        left join ${contact(sql`i.contact_id`)} on true`,
    },
  ];
  for (const { via, column, rows } of targets) {
    // The row is found by look-up, locked, and then written by its place: see ownerOf.
    await tx.execute(sql`
      with target as (${rows}),
      affected as materialized (select e.row, e.former, t.customer_id as present from target t cross join lateral (
        select e.ctid as row, e.customer_id as former from events e
        where e.workspace_id = ${ws} and e.via = ${sql.raw(String(via))} and e.${column} = t.ident and e.customer_id is distinct from t.customer_id
        for update) e where t.customer_id is not null),
      moved as (select former, present from affected where former is not null),
      noted as (insert into restated (customer_id) select former from moved union select present from moved)
      update events e set customer_id = a.present, block = coalesce(e.block, ${block}) from affected a where e.ctid = a.row`);
  }
}

/** The identifier may have gone to a contact without an account, or its contact or subscription may be gone. */
async function unpointEvents({ tx, workspace }: BlockScope): Promise<void> {
  const ws = workspace.id;
  const orphaned = (column: string, via: number) => sql`
    cross join lateral (select e.ctid as row, e.customer_id as former from events e where e.workspace_id = ${ws}
      and e.via = ${sql.raw(String(via))} and e.${sql.raw(column)} = r.ident and e.customer_id is not null for update) e`;
  const accountless = (contact: SQL) => sql`not exists (select 1 from contacts k
    where k.workspace_id = ${ws} and k.id = ${contact} and k.customer_id is not null)`;
  const visitors = sql`select ident from relinked where via = 3 union
    select l.value from relinked r cross join lateral (
      select l.value from identifiers l where l.workspace_id = ${ws} and l.contact_id = r.ident offset 0) l where r.via = 1`;
  const orphans = [
    sql`select e.* from (select distinct ident from relinked where via = 1) r ${orphaned('contact_id', 1)}
      where ${accountless(sql`r.ident`)}`,
    sql`select e.* from (select distinct ident from relinked where via = 2) r ${orphaned('subscription_id', 2)}
      where not exists (select 1 from subscriptions s where s.workspace_id = ${ws} and s.id = r.ident)`,
    sql`select e.* from (${visitors}) r ${orphaned('anonymous_id', 3)}
      where not exists (select 1 from identifiers i where i.workspace_id = ${ws} and i.kind = 'anonymous' and i.value = r.ident
        and (i.customer_id is not null or not ${accountless(sql`i.contact_id`)}))`,
  ];
  for (const rows of orphans)
    await tx.execute(sql`
      with affected as materialized (${rows}),
      noted as (insert into restated (customer_id) select distinct former from affected)
      update events e set customer_id = null, block = null from affected a where e.ctid = a.row`);
}
