import { sql } from 'drizzle-orm';
import { type BlockScope, ownerOf } from '@/server/features/identity';
import { orderColumns } from './domain/record-streams';

/**
 * Adds the block's events, each to whom its first identifier belongs: customer, contact, subscription, anonymous id.
 * One that belongs to nobody known waits without customer and block until `repointEvents` finds its owner.
 */
export async function applyEvents({ tx, workspace, block, kinds }: BlockScope): Promise<void> {
  if (!kinds.has('events')) return;
  const ws = workspace.id;
  await tx.execute(sql`
    insert into events (workspace_id, key, seq, customer_id, via, contact_id, anonymous_id, subscription_id, event, occurred_at, properties, source_id, import_no, block)
    select ${ws}, c.key, c.seq, o.customer_id, c.via, c.contact, c.anon, c.sub, c.body ->> 'event', c.act, coalesce(c.body -> 'properties', '{}'::jsonb),
      c.source_id, c.import_no, case when o.customer_id is not null then ${block}::integer end
    from (select *, case when cust is not null then 0 when contact is not null then 1 when sub is not null then 2 else 3 end as via from claimed where kind = 'events') c
    cross join lateral (select case c.via
      when 0 then (select i.customer_id from identifiers i where i.workspace_id = ${ws} and i.kind = 'customer' and i.value = c.cust)
      when 1 then (select k.customer_id from contacts k where k.workspace_id = ${ws} and k.id = c.contact)
      when 2 then (select s.customer_id from subscriptions s where s.workspace_id = ${ws} and s.id = c.sub)
      else (select coalesce(i.customer_id, k.customer_id) from identifiers i left join contacts k on k.workspace_id = ${ws} and k.id = i.contact_id
        where i.workspace_id = ${ws} and i.kind = 'anonymous' and i.value = c.anon) end as customer_id offset 0) o`);
}

/**
 * Adds the block's orders. One that was known with other values is corrected in place: whose it was and whose it is are
 * noted in `restated`, for the analytics store can only add.
 */
export async function applyOrders({ tx, workspace, block, kinds }: BlockScope): Promise<void> {
  if (!kinds.has('orders')) return;
  const columns = orderColumns(workspace.currency);
  const names = Object.keys(columns);
  const latest = sql`latest as (select distinct on (c.key) c.*, i.owner from claimed c
    cross join ${ownerOf(workspace.id, sql`c.cust`)} i
    where c.kind = 'orders' order by c.key, c.txid desc, c.seq desc)`;
  await tx.execute(sql`
    with ${latest}, corrected as (
      select o.former, l.owner from latest l
      cross join lateral (select o.customer_id as former from orders o where o.workspace_id = ${workspace.id} and o.key = l.key offset 0) o
    )
    insert into restated (customer_id) select former from corrected union select owner from corrected`);
  await tx.execute(sql`
    with ${latest}
    insert into orders (workspace_id, key, customer_id, ${sql.raw(names.join(', '))}, seq, source_id, import_no, block)
    select ${workspace.id}, c.key, c.owner, ${sql.raw(Object.values(columns).join(', '))}, c.seq, c.source_id, c.import_no, ${block} from latest c
    on conflict (workspace_id, key) do update set customer_id = excluded.customer_id,
      ${sql.raw(names.map((name) => `${name} = excluded.${name}`).join(', '))}, seq = excluded.seq, source_id = excluded.source_id, import_no = excluded.import_no`);
}
