import { type SQL, sql } from 'drizzle-orm';
import type { Workspace } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { contactNamed, customerNamed, formerName } from '../domain/named-ids';

/**
 * What an undo works with, in one transaction. undone: the import's accepted rows, erased ones apart: their keys stay.
 * lost: keys of records whose present version went. gone: customers of whom no other row speaks. heirs: who takes the
 * place of one that is gone among those who joined it.
 */
const tables = `
create temporary table if not exists undone (kind text, key bytea, seq bigint, cust text, contact text) on commit delete rows;
create temporary table if not exists lost (kind text, key bytea) on commit delete rows;
create temporary table if not exists gone (customer_id uuid, root_id uuid, no bigint) on commit delete rows;
create temporary table if not exists heirs (former uuid, heir uuid) on commit delete rows;
create temporary table if not exists recontacted (id text, former uuid) on commit delete rows`;

const rowsOfImport = (workspace: Workspace, importNo: number) => sql`
  select kind, key, seq, ${sql.raw(customerNamed[workspace.count])} as cust, ${sql.raw(contactNamed[workspace.count])} as contact
  from inbox where workspace_id = ${workspace.id} and import_no = ${importNo} and body <> '{}'::jsonb`;

/**
 * An undo may be most of the record, and right after an import the planner's statistics know nothing of it: it is told to
 * compare whole sets. Profiles are then computed by look-ups again.
 */
export async function planSets(tx: Tx): Promise<void> {
  await tx.execute(sql`select set_config('enable_nestloop', 'off', true), set_config('seq_page_cost', '1', true)`);
}

export async function planLookups(tx: Tx): Promise<void> {
  await tx.execute(sql`select set_config('enable_nestloop', 'on', true), set_config('seq_page_cost', '50', true)`);
}

/** Makes the tables and fills `undone`. */
export async function openUndo(tx: Tx, workspace: Workspace, importNo: number): Promise<number> {
  await tx.execute(sql.raw(tables));
  await tx.execute(sql`insert into undone (kind, key, seq, cust, contact) ${rowsOfImport(workspace, importNo)}`);
  await tx.execute(sql.raw('analyze undone'));
  const [row] = await tx.execute<{ n: number }>(sql`select count(*)::integer as n from undone`);
  return Number(row?.n ?? 0);
}

/**
 * Customers named in `undone` by whom no accepted row is left once the import is taken back. One that a campaign drew
 * stays: an assignment is for ever.
 */
const soleCustomers = ({ id, count }: Workspace, importNo: number): SQL => sql`
  touched as (select distinct i.customer_id from undone u
    join identifiers i on i.workspace_id = ${id} and i.kind = 'customer' and i.value = u.cust),
  names as (select i.customer_id, i.value as name from touched t
    join identifiers i on i.workspace_id = ${id} and i.customer_id = t.customer_id and i.kind = 'customer'),
  spoken as (select distinct n.customer_id from inbox b
    cross join lateral (values (${sql.raw(customerNamed[count])}), (${sql.raw(formerName)})) as said (name)
    join names n on n.name = said.name where b.workspace_id = ${id} and b.import_no is distinct from ${importNo} and b.body <> '{}'::jsonb),
  sole as (select c.id, coalesce(c.merged_into, c.id) as root_id, c.no,
      exists (select 1 from assignments a where a.workspace_id = ${id} and a.customer_id = c.id) as is_drawn
    from touched t join customers c on c.workspace_id = ${id} and c.id = t.customer_id
    where t.customer_id not in (select customer_id from spoken))`;

/** Fills `gone`. */
export async function findGone(tx: Tx, workspace: Workspace, importNo: number): Promise<void> {
  await tx.execute(sql`with ${soleCustomers(workspace, importNo)}
    insert into gone (customer_id, root_id, no) select id, root_id, no from sole where not is_drawn`);
  await tx.execute(sql.raw('analyze gone'));
}

/** What taking an import back would do, counted and not done. */
export interface UndoPreview {
  /** Rows that were stored and would go. */
  records: number;
  /** Of them, those under whose key another row stays: the earlier values count again, or a later import's do already. */
  fallBack: number;
  /** Customers that exist only because of this import and would go. */
  customers: number;
  /** Customers without another row that stay, because a campaign drew them. */
  drawn: number;
}

export async function countUndo(tx: Tx, workspace: Workspace, importNo: number): Promise<UndoPreview> {
  await planSets(tx);
  const [row] = await tx.execute<Record<keyof UndoPreview, number>>(sql`
    with undone as materialized (${rowsOfImport(workspace, importNo)}), ${soleCustomers(workspace, importNo)},
    keys as (select distinct key from undone)
    select (select count(*)::integer from undone) as records,
      (select count(distinct b.key)::integer from inbox b join keys using (key)
        where b.workspace_id = ${workspace.id} and b.import_no is distinct from ${importNo}) as "fallBack",
      (select count(*)::integer from sole where not is_drawn) as customers, (select count(*)::integer from sole where is_drawn) as drawn`);
  return {
    records: Number(row?.records ?? 0),
    fallBack: Number(row?.fallBack ?? 0),
    customers: Number(row?.customers ?? 0),
    drawn: Number(row?.drawn ?? 0),
  };
}
