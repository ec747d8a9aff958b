import { sql } from 'drizzle-orm';
import { newId } from '@/server/platform/ids';
import type { Rng } from '@/server/platform/rng';
import { type BlockScope, ownerOf } from './block-scope';
import { joinPairs, type Pair } from './domain/groups';
import { textArray } from './domain/text-array';

/** Why two rows are one customer. `kind` is `alias` or `request`; `value` the identifier that showed it. */
export interface Evidence extends Pair {
  kind: 'alias' | 'request';
  value: string | null;
  sourceId: string | null;
  requestedBy: string | null;
  at: Date;
}

/** Reads the block's alias calls: an id nobody knew becomes another name of the customer, a known one joins it. */
export async function readAliases({ tx, workspace, now }: BlockScope): Promise<Evidence[]> {
  await tx.execute(sql`
    insert into identifiers (workspace_id, kind, value, customer_id, source_id, linked_at, linked_key, created_at)
    select distinct on (a.anon) ${workspace.id}::uuid, 'customer', a.anon, i.owner, a.source_id, a.act, a.key, ${now.toISOString()}::timestamptz
    from claimed a cross join ${ownerOf(workspace.id, sql`a.cust`)} i
    where a.kind = 'alias' order by a.anon, a.txid, a.seq
    on conflict (workspace_id, kind, value) do nothing`);
  const rows = await tx.execute<{ loser: string; winner: string; value: string; source_id: string; at: string }>(sql`
    select p.owner as loser, i.owner as winner, a.anon as value, a.source_id, a.act as at
    from claimed a cross join ${ownerOf(workspace.id, sql`a.cust`)} i cross join ${ownerOf(workspace.id, sql`a.anon`)} p
    where a.kind = 'alias' and p.owner <> i.owner order by a.txid, a.seq`);
  return rows.map(({ loser, winner, value, source_id, at }) => ({
    loser,
    winner,
    kind: 'alias',
    value,
    sourceId: source_id,
    requestedBy: null,
    at: new Date(at),
  }));
}

/** Joins customers. Rows and facts stay with whom they came for; who counts as whom, and why, is written down. */
export async function joinCustomers(scope: BlockScope, evidence: readonly Evidence[], rng: Rng): Promise<void> {
  if (evidence.length === 0) return;
  const { tx, workspace, block, now } = scope;
  const rows = [...new Set(evidence.flatMap(({ loser, winner }) => [loser, winner]))];
  const found = await tx.execute<{ id: string; root: string }>(sql`
    select id, coalesce(merged_into, id) as root from customers
    where workspace_id = ${workspace.id} and id in (select unnest(${textArray(rows)}::uuid[])) for update`);
  const rootOf = new Map(found.map(({ id, root }) => [id, root]));
  const present = evidence.filter(({ loser, winner }) => rootOf.has(loser) && rootOf.has(winner));
  const { joined, effective } = joinPairs(present, rootOf);
  if (joined.size === 0) return;
  const losers = textArray([...joined.keys()]);
  const winners = textArray([...joined.values()]);
  await tx.execute(sql`
    with pair as (select * from unnest(${losers}::uuid[], ${winners}::uuid[]) as p (loser, winner)),
    family as materialized (select c.row, p.winner from pair p cross join lateral (
      select ctid as row from customers where workspace_id = ${workspace.id} and (id = p.loser or merged_into = p.loser) for update) c),
    moved as (update customers c set merged_into = f.winner, merged_at = ${now.toISOString()}::timestamptz from family f where c.ctid = f.row),
    again as (insert into refolded (customer_id) select distinct winner from pair)
    insert into restated (customer_id) select distinct winner from pair`);
  const clock = { nowMs: () => now.getTime() };
  const log = effective.map((one) => ({
    id: newId({ clock, rng }),
    loser_id: one.loser,
    winner_id: one.winner,
    kind: one.kind,
    value: one.value,
    source_id: one.sourceId,
    requested_by: one.requestedBy,
    at: one.at.toISOString(),
  }));
  await tx.execute(sql`
    insert into merges (workspace_id, id, loser_id, winner_id, kind, value, source_id, requested_by, at, block)
    select ${workspace.id}, m.id, m.loser_id, m.winner_id, m.kind, m.value, m.source_id, m.requested_by, m.at, ${block}
    from jsonb_to_recordset(${JSON.stringify(log)}::jsonb) as m (id uuid, loser_id uuid, winner_id uuid, kind text, value text, source_id uuid, requested_by text, at timestamptz)`);
}
