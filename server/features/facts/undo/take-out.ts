import { sql } from 'drizzle-orm';
import type { BlockScope } from '@/server/features/identity';
import type { Pipeline } from '../claim';
import { contactNamed, customerNamed, happenedAt, subscriptionNamed, visitorNamed } from '../domain/named-ids';

/** Tables of records with an id: an earlier version may count again. */
const versioned = ['orders', 'subscriptions', 'tickets', 'conversations', 'responses'] as const;
/** Tables whose first row under a key stays: nothing is behind it. */
const single = ['events', 'churns', 'costs', 'arms'] as const;

/** Takes the rows of `undone` out of facts and records. Whose they were is noted; says whether money of channels was among them. */
export async function takeOut({ tx, workspace }: BlockScope): Promise<{ spendChanged: boolean }> {
  const ws = workspace.id;
  const out = (table: string, returning: string) => sql`
    delete from ${sql.raw(table)} t using undone u
    where t.workspace_id = ${ws} and u.kind = ${table} and t.seq = u.seq returning ${sql.raw(returning)}`;
  for (const table of versioned)
    await tx.execute(sql`
      with gone_rows as (${out(table, 'u.key, t.id, t.customer_id')}),
      noted as (insert into restated (customer_id) select distinct customer_id from gone_rows),
      relinks as (insert into relinked (via, ident) select 2, id from gone_rows where ${table} = 'subscriptions')
      insert into lost (kind, key) select distinct ${table}, key from gone_rows`);
  for (const table of single)
    await tx.execute(sql`
      with gone_rows as (${out(table, 't.customer_id')})
      insert into restated (customer_id) select distinct customer_id from gone_rows where customer_id is not null`);
  const spend = await tx.execute(sql`with gone_rows as (${out('spend', 't.key')}) select 1 from gone_rows limit 1`);
  return { spendChanged: spend.length > 0 };
}

/**
 * Lays the latest version that is left of each lost record into `claimed`, as if it had just arrived: the steps that take
 * rows in put it in its place again. Versions past the mark come by themselves.
 */
export async function reclaimEarlier(scope: BlockScope, importNo: number, mark: Pipeline): Promise<void> {
  const { tx, workspace } = scope;
  await tx.execute(sql.raw('analyze lost'));
  const [any] = await tx.execute(sql`select 1 from lost limit 1`);
  if (!any) return;
  await tx.execute(sql`
    insert into claimed (txid, seq, received_at, source_id, import_no, kind, key, body, cust, contact, sub, anon, act)
    select txid, seq, received_at, source_id, import_no, kind, key, body, ${sql.raw(customerNamed[workspace.count])},
      ${sql.raw(contactNamed[workspace.count])}, ${sql.raw(subscriptionNamed)}, ${sql.raw(visitorNamed)}, ${sql.raw(happenedAt)}
    from (
      select distinct on (b.key) b.* from lost l join inbox b on b.workspace_id = ${workspace.id} and b.key = l.key
      where b.import_no is distinct from ${importNo} and (b.txid, b.seq) <= (${mark.txid}::xid8, ${mark.seq}::bigint)
      order by b.key, b.txid desc, b.seq desc
    ) latest where body <> '{}'::jsonb`);
  await tx.execute(sql.raw('analyze claimed'));
  const kinds = await tx.execute<{ kind: string }>(sql`select distinct kind from claimed`);
  scope.kinds = new Set(kinds.map(({ kind }) => kind));
}
