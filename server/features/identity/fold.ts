import { type SQL, sql } from 'drizzle-orm';
import type { BlockScope } from './block-scope';
import { contactColumns, customerColumns } from './domain/profile-fields';

/** The latest value of each field that is later than what the row has, as one object of values and one of stamps. */
const folded = (said: SQL, stampsOf: SQL) => sql`
  said as (${said}),
  latest as (select distinct on (id, field) id, field, value, stamp from said order by id, field, stamp collate "C" desc),
  winning as (
    select l.* from latest l cross join ${stampsOf} p where l.stamp > coalesce(p.stamps ->> l.field, '') collate "C"
  ),
  folded as (select id, jsonb_object_agg(field, value) as fields, jsonb_object_agg(field, stamp) as stamps from winning group by id)`;

/** `said` is what the update brings, laid into the columns of the row it meets: `p` is that row. */
const textColumns = (columns: Readonly<Record<string, string>>) =>
  sql.raw(
    Object.entries(columns)
      .map(
        ([field, column]) =>
          `${column} = case when excluded.traits ? '${field}' then excluded.traits ->> '${field}' else p.${column} end`,
      )
      .join(', '),
  );

/** A trait said to be null is one that is not known. */
const traits = sql`coalesce((select jsonb_object_agg(t.key, t.value) from jsonb_each(p.traits ||
  coalesce((select jsonb_object_agg(substr(n.key, 3), n.value) from jsonb_each(excluded.traits) n where n.key like 't.%'), '{}'::jsonb)) t
  where t.value <> 'null'::jsonb), '{}'::jsonb)`;

/** Updates that came with this block, as `u`. */
const arrived = (
  workspaceId: string,
) => sql`(select seq from claimed where kind in ('customers', 'contacts', 'identify', 'group')) b
  cross join lateral (select * from profile_updates u where u.workspace_id = ${workspaceId} and u.seq = b.seq offset 0) u`;

/** Updates of an identifier, as `u`. */
const updatesOf = (workspaceId: string, kind: SQL, value: SQL) => sql`lateral (select * from profile_updates u
  where u.workspace_id = ${workspaceId} and u.subject_kind = ${kind} and u.subject = ${value} offset 0) u`;

const identifier = (workspaceId: string, kind: SQL, value: SQL) => sql`lateral (select * from identifiers i
  where i.workspace_id = ${workspaceId} and i.kind = ${kind} and i.value = ${value} offset 0) i`;

/** Every row is there, so that each insert meets its row by key: the one way to write many that never scans. */
async function foldCustomers({ tx, workspace, block }: BlockScope, said: SQL): Promise<void> {
  const stampsOf = sql`lateral (select c.stamps from customers c where c.workspace_id = ${workspace.id} and c.id = l.id offset 0)`;
  await tx.execute(sql`
    with ${folded(said, stampsOf)}
    insert into customers as p (workspace_id, id, no, external_id, traits, stamps) select ${workspace.id}, id, 0, '', fields, stamps from folded
    on conflict (workspace_id, id) do update set ${textColumns(customerColumns)}, traits = ${traits}, stamps = p.stamps || excluded.stamps, version = ${block},
      created_on = case when excluded.traits ? 'createdAt' then instant_or_null(excluded.traits ->> 'createdAt') else p.created_on end,
      acquisition_cost_minor = case when excluded.traits ? 'acquisitionCostMinor' then (excluded.traits ->> 'acquisitionCostMinor')::bigint else p.acquisition_cost_minor end`);
}

/** Brings profiles of customers up to date with the updates of this block. */
export async function foldCustomerProfiles(scope: BlockScope): Promise<void> {
  const ws = scope.workspace.id;
  await foldCustomers(
    scope,
    sql`select coalesce(c.merged_into, c.id) as id, u.stamp, t.key as field, t.value
      from ${arrived(ws)}
      cross join ${identifier(ws, sql`u.subject_kind`, sql`u.subject`)}
      cross join lateral (select c.id, c.merged_into from customers c where c.workspace_id = ${ws} and c.id = i.customer_id offset 0) c
      cross join lateral jsonb_each(u.fields) t where u.subject_kind <> 'contact'`,
  );
}

/** Computes profiles again from all updates of their customers' identifiers: after a merge, or when an identifier left. */
export async function refoldCustomerProfiles(scope: BlockScope): Promise<void> {
  const { tx, workspace, block } = scope;
  const ws = workspace.id;
  const roots = sql`select distinct coalesce(c.merged_into, c.id) as id from refolded r
    cross join lateral (select c.id, c.merged_into from customers c where c.workspace_id = ${ws} and c.id = r.customer_id offset 0) c`;
  await tx.execute(sql`
    insert into customers as p (workspace_id, id, no, external_id) select ${ws}, id, 0, '' from (${roots}) r
    on conflict (workspace_id, id) do update set ${sql.raw(
      Object.values(customerColumns)
        .map((column) => `${column} = null`)
        .join(', '),
    )},
      created_on = null, acquisition_cost_minor = null, traits = '{}', stamps = '{}', version = ${block}`);
  await foldCustomers(
    scope,
    sql`select r.id, u.stamp, t.key as field, t.value
      from (${roots}) r
      cross join lateral (select id from customers where workspace_id = ${ws} and (id = r.id or merged_into = r.id) offset 0) c
      cross join lateral (select i.kind, i.value from identifiers i where i.workspace_id = ${ws} and i.customer_id = c.id offset 0) i
      cross join ${updatesOf(ws, sql`i.kind`, sql`i.value`)}
      cross join lateral jsonb_each(u.fields) t`,
  );
}

/** Brings contacts up to date with the updates of this block. */
export async function foldContacts(scope: BlockScope): Promise<void> {
  const ws = scope.workspace.id;
  const linked = sql`cross join ${identifier(ws, sql`'anonymous'`, sql`u.subject`)} cross join lateral jsonb_each(u.fields) t`;
  const said = sql`
    select u.subject as id, u.stamp, t.key as field, t.value from ${arrived(ws)} cross join lateral jsonb_each(u.fields) t
    where u.subject_kind = 'contact'
    union all
    select i.contact_id, u.stamp, t.key, t.value from ${arrived(ws)} ${linked} where u.subject_kind = 'anonymous' and i.contact_id is not null
    union all
    select i.contact_id, u.stamp, t.key, t.value from relinked r cross join ${updatesOf(ws, sql`'anonymous'`, sql`r.ident`)} ${linked}
    where r.via = 3 and i.contact_id is not null`;
  await writeContacts(scope, said);
}

/** Computes the contacts in `recontacted` again from all updates about them that are left. */
export async function refoldContacts(scope: BlockScope): Promise<void> {
  const { tx, workspace, block } = scope;
  const ws = workspace.id;
  const none = Object.values(contactColumns).map((column) => `${column} = null`);
  await tx.execute(sql`
    update contacts k set ${sql.raw(none.join(', '))}, customer_id = null, traits = '{}', stamps = '{}', block = ${block}
    from recontacted r where k.workspace_id = ${ws} and k.id = r.id`);
  await writeContacts(
    scope,
    sql`select u.subject as id, u.stamp, t.key as field, t.value from recontacted r cross join ${updatesOf(ws, sql`'contact'`, sql`r.id`)}
      cross join lateral jsonb_each(u.fields) t
    union all
    select i.contact_id, u.stamp, t.key, t.value from recontacted r
      join identifiers i on i.workspace_id = ${ws} and i.kind = 'anonymous' and i.contact_id = r.id
      cross join ${updatesOf(ws, sql`'anonymous'`, sql`i.value`)} cross join lateral jsonb_each(u.fields) t`,
  );
}

/** One that changed its account is noted in `relinked`, the account it left in `restated`. */
async function writeContacts({ tx, workspace, block }: BlockScope, said: SQL): Promise<void> {
  const ws = workspace.id;
  const stampsOf = sql`lateral (select k.stamps from contacts k where k.workspace_id = ${ws} and k.id = l.id offset 0)`;
  await tx.execute(sql`
    with ${folded(said, stampsOf)},
    placed as materialized (
      select f.*, k.customer_id as former, case when f.fields ? 'customerId' then coalesce(i.customer_id, k.customer_id) else k.customer_id end as present
      from folded f
      cross join lateral (select k.customer_id from contacts k where k.workspace_id = ${ws} and k.id = f.id offset 0) k
      left join ${identifier(ws, sql`'customer'`, sql`f.fields ->> 'customerId'`)} on true
    ),
    written as (
      insert into contacts as p (workspace_id, id, customer_id, traits, stamps, block) select ${ws}, id, present, fields, stamps, ${block} from placed
      on conflict (workspace_id, id) do update set ${textColumns(contactColumns)}, traits = ${traits}, stamps = p.stamps || excluded.stamps,
        block = excluded.block, customer_id = excluded.customer_id
    ),
    noted as (insert into relinked (via, ident) select 1, id from placed where former is distinct from present)
    insert into restated (customer_id) select distinct former from placed where former is not null and former is distinct from present`);
}
