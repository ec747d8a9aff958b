import { sql } from 'drizzle-orm';
import type { Tx } from '@/server/platform/database';
import type { Delivery, Outcome } from './delivery';
import type { HashedRecord } from './hash-records';

interface Batch {
  records: readonly HashedRecord[];
  outcomes: Outcome[];
}

const hexOf = (bytes: Buffer) => bytes.toString('latin1');

/** The first record of each key, in the order received. */
export function firstOfEachKey(records: readonly HashedRecord[]): HashedRecord[] {
  const seen = new Set<string>();
  return records.filter(({ key }) => seen.size < seen.add(hexOf(key)).size);
}

/** Rows 1 to n of a batch as a table `input (i, key, hash, kind, body)`; keys and hashes travel as one run of bytes each. */
function inputRows(records: readonly HashedRecord[]) {
  const keys = Buffer.concat(records.map(({ key }) => key));
  const hashes = Buffer.concat(records.map(({ hash }) => hash));
  const kinds = records.map(({ record }) => record.kind).join(',');
  const rows = `[${records.map(({ bodyText }) => bodyText).join(',')}]`;
  return sql`select i::integer as i, substring(${keys}::bytea from i::integer * 16 - 15 for 16) as key,
    substring(${hashes}::bytea from i::integer * 16 - 15 for 16) as hash, kind, body
    from rows from (jsonb_array_elements(${rows}::jsonb), unnest(string_to_array(${kinds}, ','))) with ordinality as given (body, kind, i)`;
}

/** Inserts the rows of `input` for which `which` holds into the inbox, in the order received. */
const insertInbox = (delivery: Delivery, which: ReturnType<typeof sql>) => sql`
  insert into inbox (workspace_id, received_at, source_id, kind, key, import_no, body)
  select ${delivery.workspace.id}, ${delivery.at.toISOString()}::timestamptz, ${delivery.sourceId}::uuid, kind, key, ${delivery.importNo ?? null}::integer, body
  from input ${which} order by i returning 1`;

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
  const again =
    mode === 'first wins'
      ? sql`nothing`
      : sql`update set body_hash = excluded.body_hash, import_no = excluded.import_no where inbox_keys.body_hash <> excluded.body_hash`;
  const workspace = delivery.workspace.id;
  const rows = await tx.execute<{ i: number; was_known: boolean }>(sql`
    with input as materialized (${inputRows(firsts)}),
    known as (select k.key from inbox_keys k join input using (key) where k.workspace_id = ${workspace} and ${mode === 'last wins'}),
    written as (insert into inbox_keys (workspace_id, key, body_hash, import_no)
      select ${workspace}, key, hash, ${delivery.importNo ?? null}::integer from input order by key
      on conflict (workspace_id, key) do ${again} returning key),
    stored as (${insertInbox(delivery, sql`join written using (key)`)})
    select input.i, exists (select 1 from known where known.key = input.key) as was_known from input join written using (key)`);
  for (const { i, was_known } of rows) {
    const first = firsts[i - 1];
    if (first) outcomes[first.index] = was_known ? 'updated' : 'stored';
  }
}

/** Further bodies under the key of a record with an id: each one that differs from the one before it is an update. */
export async function storeLaterVersions(tx: Tx, delivery: Delivery, { records, outcomes }: Batch): Promise<void> {
  const last = new Map<string, HashedRecord>();
  const changed: HashedRecord[] = [];
  for (const one of records) {
    const before = last.get(hexOf(one.key));
    if (before && !before.hash.equals(one.hash)) changed.push(one);
    last.set(hexOf(one.key), one);
  }
  if (changed.length === 0) return;
  await tx.execute(sql`
    with input as materialized (${inputRows(changed)}),
    latest as (select distinct on (key) key, hash from input order by key, i desc),
    moved as (update inbox_keys k set body_hash = latest.hash, import_no = ${delivery.importNo ?? null}::integer
      from latest where k.workspace_id = ${delivery.workspace.id} and k.key = latest.key)
    ${insertInbox(delivery, sql``)}`);
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
  const keys = Buffer.concat(messages.map(({ key }) => key));
  const hashes = Buffer.concat(messages.map(({ hash }) => hash));
  const rows = await tx.execute<{ key: Buffer }>(sql`
    insert into inbox_keys (workspace_id, key, body_hash, import_no)
    select ${delivery.workspace.id}, substring(${keys}::bytea from i * 16 - 15 for 16) as key,
      substring(${hashes}::bytea from i * 16 - 15 for 16), ${delivery.importNo ?? null}::integer
    from generate_series(1, ${messages.length}::integer) i order by key
    on conflict (workspace_id, key) do nothing returning key`);
  const claimed = new Set(rows.map(({ key }) => hexOf(key)));
  const fresh = new Set(messages.filter(({ key }) => claimed.has(hexOf(key))).map(({ index }) => index));
  return hashed.filter(({ once, index }) => !once || fresh.has(index));
}
