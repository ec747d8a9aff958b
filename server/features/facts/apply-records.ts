import { sql } from 'drizzle-orm';
import { type BlockScope, ownerOf } from '@/server/features/identity';
import { type RecordStream, recordStreams, subscriptionStream } from './domain/record-streams';

const known = (workspaceId: string) => sql`cross join ${ownerOf(workspaceId, sql`c.cust`)} i`;

/**
 * Records with an id: the last version of each counts. A customer who loses a record to another is noted in `restated`;
 * a subscription that is new or changed hands in `relinked`, for events may name it.
 */
async function upsertById({ tx, workspace, block }: BlockScope, stream: RecordStream): Promise<void> {
  const table = sql.raw(stream.table);
  const latest = sql`latest as (select distinct on (c.body ->> 'id') c.*, i.owner from claimed c ${known(workspace.id)}
    where c.kind = ${stream.kind} order by c.body ->> 'id', c.txid desc, c.seq desc)`;
  await tx.execute(sql`
    with ${latest}, before as (
      select l.sub, t.customer_id as former, l.owner from latest l
      left join lateral (select t.customer_id from ${table} t where t.workspace_id = ${workspace.id} and t.id = l.body ->> 'id' offset 0) t on true
      where t.customer_id is distinct from l.owner
    ), noted as (insert into relinked (via, ident) select 2, sub from before where sub is not null)
    insert into restated (customer_id) select distinct former from before where former is not null`);
  const names = Object.keys(stream.columns);
  await tx.execute(sql`
    with ${latest}
    insert into ${table} (workspace_id, id, customer_id, ${sql.raw(names.join(', '))}, seq, block)
    select ${workspace.id}, c.body ->> 'id', c.owner, ${sql.raw(Object.values(stream.columns).join(', '))}, c.seq, ${block} from latest c
    on conflict (workspace_id, id) do update set customer_id = excluded.customer_id,
      ${sql.raw(names.map((name) => `${name} = excluded.${name}`).join(', '))}, seq = excluded.seq, block = excluded.block`);
}

async function insertByKey({ tx, workspace, block }: BlockScope, stream: RecordStream): Promise<void> {
  const names = sql.raw(Object.keys(stream.columns).join(', '));
  const values = sql.raw(Object.values(stream.columns).join(', '));
  const owner = stream.ofCustomer ? sql`customer_id, ` : sql``;
  await tx.execute(sql`
    insert into ${sql.raw(stream.table)} (workspace_id, key, ${owner}${names}, seq, block)
    select ${workspace.id}, c.key, ${stream.ofCustomer ? sql`i.owner, ` : sql``}${values}, c.seq, ${block}
    from claimed c ${stream.ofCustomer ? known(workspace.id) : sql``} where c.kind = ${stream.kind}
    on conflict (workspace_id, key) do nothing`);
}

/** Subscriptions come first: events may name one. */
export async function applySubscriptions(scope: BlockScope): Promise<void> {
  if (scope.kinds.has(subscriptionStream.kind)) await upsertById(scope, subscriptionStream);
}

export async function applyRecords(scope: BlockScope): Promise<void> {
  for (const stream of recordStreams) {
    if (!scope.kinds.has(stream.kind)) continue;
    await (stream.known === 'id' ? upsertById(scope, stream) : insertByKey(scope, stream));
  }
}
