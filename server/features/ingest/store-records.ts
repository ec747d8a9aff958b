import { sql } from 'drizzle-orm';
import type { Tx } from '@/server/platform/database';
import { executePrepared } from '@/server/platform/prepared';
import type { Delivery, Outcome } from './delivery';
import type { HashedRecord } from './hash-records';
import { firstOfEachKey, inputRows, insertInbox, listed } from './statements';

interface Batch {
  records: readonly HashedRecord[];
  outcomes: Outcome[];
}

/**
 * Stores the first record of each key where the key is new or, when the last wins, where its body is another. Keys are
 * locked in their own order, so that deliveries that share keys wait for each other and never deadlock.
 */
export async function storeNewKeys(
  tx: Tx,
  delivery: Delivery,
  { mode, records, outcomes }: Batch & { mode: 'first wins' | 'last wins' },
): Promise<void> {
  const firsts = firstOfEachKey(records);
  if (firsts.length === 0) return;
  const workspace = delivery.workspace.id;
  const { again, known } = onKnownKey[mode];
  const others = await executePrepared<{ i: number; was_known: boolean; was_written: boolean }>(
    tx,
    sql`
    with input as materialized (${inputRows(firsts)}),
    known as (${known(workspace)}),
    written as (insert into inbox_keys (workspace_id, key, body_hash, import_no)
      select ${workspace}, key, hash, ${delivery.importNo ?? null}::integer from input order by key
      on conflict (workspace_id, key) do ${again} returning key),
    stored as (${insertInbox(delivery, sql`join written using (key)`, { keepHash: mode === 'last wins' })})
    select i, known.key is not null as was_known, written.key is not null as was_written
    from input left join written using (key) left join known using (key) where written.key is null or known.key is not null`,
  );
  for (const { index } of firsts) outcomes[index] = 'stored';
  for (const { i, was_known, was_written } of others) {
    const first = firsts[i - 1];
    if (first) outcomes[first.index] = !was_written ? 'duplicate' : was_known ? 'updated' : 'stored';
  }
}

/** What happens to a key that is there already, and which keys were there before. */
const onKnownKey = {
  'first wins': { again: sql`nothing`, known: () => sql`select null::bytea as key where false` },
  'last wins': {
    again: sql`update set body_hash = excluded.body_hash, import_no = excluded.import_no where inbox_keys.body_hash <> excluded.body_hash`,
    known: (workspace: string) =>
      // One look-up a key: as a join, planned while the table was small, it reads all keys there are for every batch.
      sql`select k.key from input cross join lateral (select k.key from inbox_keys k where k.workspace_id = ${workspace} and k.key = input.key offset 0) k`,
  },
};

/** Further bodies under the key of a record with an id: each one that differs from the one before it is an update. */
export async function storeLaterVersions(tx: Tx, delivery: Delivery, { records, outcomes }: Batch): Promise<void> {
  const last = new Map<string, string>();
  const changed: HashedRecord[] = [];
  for (const one of records) {
    const before = last.get(one.key);
    if (before !== undefined && before !== one.hash) changed.push(one);
    last.set(one.key, one.hash);
  }
  if (changed.length === 0) return;
  await tx.execute(sql`
    with input as materialized (${inputRows(changed)}),
    latest as (select distinct on (key) key, hash from input order by key, i desc),
    moved as (update inbox_keys k set body_hash = latest.hash, import_no = ${delivery.importNo ?? null}::integer
      from latest where k.workspace_id = ${delivery.workspace.id} and k.key = latest.key)
    ${insertInbox(delivery, sql``, { keepHash: true })}`);
  for (const { index } of changed) outcomes[index] = 'updated';
}

/** Leaves out the records whose message was accepted before, in this delivery or an earlier one. */
export async function claimOnce(
  tx: Tx,
  delivery: Delivery,
  hashed: readonly HashedRecord[],
): Promise<readonly HashedRecord[]> {
  const messages = firstOfEachKey(hashed.flatMap((one) => (one.once ? [{ ...one, ...one.once }] : [])));
  if (messages.length === 0) return hashed;
  const rows = await tx.execute<{ key: string }>(sql`
    insert into inbox_keys (workspace_id, key, body_hash, import_no)
    select ${delivery.workspace.id}, decode(key, 'hex') as key, decode(hash, 'hex'), ${delivery.importNo ?? null}::integer
    from rows from (${listed(messages.map(({ key }) => key))}, ${listed(messages.map(({ hash }) => hash))}) as given (key, hash) order by key
    on conflict (workspace_id, key) do nothing returning encode(key, 'hex') as key`);
  const claimed = new Set(rows.map(({ key }) => key));
  const fresh = new Set(messages.filter(({ key }) => claimed.has(key)).map(({ index }) => index));
  return hashed.filter(({ once, index }) => !once || fresh.has(index));
}
