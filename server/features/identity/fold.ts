import { type SQL, sql } from 'drizzle-orm';
import type { BlockScope } from './block-scope';
import { contactColumns, customerColumns } from './domain/profile-fields';

/** The latest value of each field that is later than what the row has, as one object of values and one of stamps. */
const folded = (said: SQL, table: SQL, key: SQL, workspaceId: string) => sql`
  said as (${said}),
  latest as (select distinct on (id, field) id, field, value, stamp from said order by id, field, stamp collate "C" desc),
  winning as (
    select l.* from latest l join ${table} p on p.workspace_id = ${workspaceId} and p.${key} = l.id
    where l.stamp > coalesce(p.stamps ->> l.field, '') collate "C"
  ),
  folded as (select id, jsonb_object_agg(field, value) as fields, jsonb_object_agg(field, stamp) as stamps from winning group by id)`;

const textColumns = (columns: Readonly<Record<string, string>>) =>
  sql.raw(
    Object.entries(columns)
      .map(
        ([field, column]) =>
          `${column} = case when f.fields ? '${field}' then f.fields ->> '${field}' else p.${column} end`,
      )
      .join(', '),
  );

/** A trait said to be null is one that is not known. */
const traits = sql`coalesce((select jsonb_object_agg(t.key, t.value) from jsonb_each(p.traits ||
  coalesce((select jsonb_object_agg(substr(n.key, 3), n.value) from jsonb_each(f.fields) n where n.key like 't.%'), '{}'::jsonb)) t
  where t.value <> 'null'::jsonb), '{}'::jsonb)`;

/** Updates that came with this block. */
const arrived = (
  workspaceId: string,
) => sql`(select seq from claimed where kind in ('customers', 'contacts', 'identify', 'group')) b
  join profile_updates u on u.workspace_id = ${workspaceId} and u.seq = b.seq`;

async function foldCustomers({ tx, workspace, block }: BlockScope, said: SQL): Promise<void> {
  await tx.execute(sql`
    with ${folded(said, sql`customers`, sql`id`, workspace.id)}
    update customers p set ${textColumns(customerColumns)}, traits = ${traits}, stamps = p.stamps || f.stamps, version = ${block},
      created_on = case when f.fields ? 'createdAt' then instant_or_null(f.fields ->> 'createdAt') else p.created_on end,
      acquisition_cost_minor = case when f.fields ? 'acquisitionCostMinor' then (f.fields ->> 'acquisitionCostMinor')::bigint else p.acquisition_cost_minor end
    from folded f where p.workspace_id = ${workspace.id} and p.id = f.id`);
}

/** Brings profiles of customers up to date with the updates of this block. */
export async function foldCustomerProfiles(scope: BlockScope): Promise<void> {
  const { workspace } = scope;
  await foldCustomers(
    scope,
    sql`select coalesce(c.merged_into, c.id) as id, u.stamp, t.key as field, t.value
      from ${arrived(workspace.id)}
      join identifiers i on i.workspace_id = ${workspace.id} and i.kind = u.subject_kind and i.value = u.subject
      join customers c on c.workspace_id = ${workspace.id} and c.id = i.customer_id
      cross join lateral jsonb_each(u.fields) t`,
  );
}

/** Computes profiles again from all updates of their customers' identifiers: after a merge, or when an identifier left. */
export async function refoldCustomerProfiles(scope: BlockScope): Promise<void> {
  const { tx, workspace, block } = scope;
  const roots = sql`select distinct coalesce(c.merged_into, c.id) as id from refolded r join customers c on c.workspace_id = ${workspace.id} and c.id = r.customer_id`;
  await tx.execute(sql`
    update customers p set ${sql.raw(
      Object.values(customerColumns)
        .map((column) => `${column} = null`)
        .join(', '),
    )}, created_on = null,
      acquisition_cost_minor = null, traits = '{}', stamps = '{}', version = ${block}
    from (${roots}) r where p.workspace_id = ${workspace.id} and p.id = r.id`);
  await foldCustomers(
    scope,
    sql`select r.id, u.stamp, t.key as field, t.value
      from (${roots}) r
      join lateral (select id from customers where workspace_id = ${workspace.id} and (id = r.id or merged_into = r.id)) c on true
      join identifiers i on i.workspace_id = ${workspace.id} and i.customer_id = c.id
      join profile_updates u on u.workspace_id = ${workspace.id} and u.subject_kind = i.kind and u.subject = i.value
      cross join lateral jsonb_each(u.fields) t`,
  );
}

/** Brings contacts up to date; one that changed its account is noted in `relinked`, the account it left in `restated`. */
export async function foldContacts({ tx, workspace, block }: BlockScope): Promise<void> {
  const anonymous = sql`join identifiers i on i.workspace_id = ${workspace.id} and i.kind = 'anonymous' and i.value = u.subject and i.contact_id is not null
    cross join lateral jsonb_each(u.fields) t`;
  const said = sql`
    select u.subject as id, u.stamp, t.key as field, t.value from ${arrived(workspace.id)} cross join lateral jsonb_each(u.fields) t
    where u.subject_kind = 'contact'
    union all
    select i.contact_id, u.stamp, t.key, t.value from ${arrived(workspace.id)} ${anonymous} where u.subject_kind = 'anonymous'
    union all
    select i.contact_id, u.stamp, t.key, t.value from relinked r
    join profile_updates u on u.workspace_id = ${workspace.id} and u.subject_kind = 'anonymous' and u.subject = r.ident ${anonymous} where r.via = 3`;
  await tx.execute(sql`
    with ${folded(said, sql`contacts`, sql`id`, workspace.id)},
    written as (
      update contacts p set ${textColumns(contactColumns)}, traits = ${traits}, stamps = p.stamps || f.stamps, block = ${block},
        customer_id = case when f.fields ? 'customerId' then coalesce(
          (select i.customer_id from identifiers i where i.workspace_id = ${workspace.id} and i.kind = 'customer' and i.value = f.fields ->> 'customerId'), p.customer_id)
          else p.customer_id end
      from folded f where p.workspace_id = ${workspace.id} and p.id = f.id returning p.id, p.customer_id
    ),
    changed as (
      select w.id, k.customer_id as former from written w join contacts k on k.workspace_id = ${workspace.id} and k.id = w.id
      where k.customer_id is distinct from w.customer_id
    ),
    noted as (insert into relinked (via, ident) select 1, id from changed)
    insert into restated (customer_id) select distinct former from changed where former is not null`);
}
