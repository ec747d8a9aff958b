import { sql } from 'drizzle-orm';
import { type BlockScope, countOf } from '@/server/features/identity';

/**
 * Gives every customer in `restated` a fresh number to move to. `fromNos` are all numbers under which the customer and
 * those who joined them stand in the analytics store now; their rows keep them until the move is done.
 */
export async function noteRestatements(scope: BlockScope): Promise<number> {
  const { tx, workspace, block } = scope;
  const made = await countOf(
    tx,
    sql`
    with roots as (
      select distinct coalesce(c.merged_into, c.id) as id from restated r cross join lateral (
        select c.id, c.merged_into from customers c where c.workspace_id = ${workspace.id} and c.id = r.customer_id offset 0) c
    ), numbered as (select id, row_number() over (order by id) as position from roots),
    noted as (
      insert into moves (workspace_id, id, reason, customer_id, from_nos, to_no, block)
      select ${workspace.id}, gen_random_uuid(), 'restate', n.id, f.nos, ${scope.nextNo}::bigint + n.position - 1, ${block}
      from numbered n cross join lateral (
        select array_agg(distinct c.no) as nos from customers c where c.workspace_id = ${workspace.id} and (c.id = n.id or c.merged_into = n.id)) f
    )
    select count(*)::integer as n from roots`,
  );
  scope.nextNo += made;
  return made;
}
