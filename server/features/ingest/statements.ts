import { type SQL, sql } from 'drizzle-orm';
import type { Delivery } from './delivery';
import type { HashedRecord } from './hash-records';

/** The first record of each key, in the order received. */
export function firstOfEachKey(records: readonly HashedRecord[]): HashedRecord[] {
  const seen = new Set<string>();
  return records.filter(({ key }) => seen.size < seen.add(key).size);
}

/** Hashes as one text, which travels and unpacks faster than an array of bytes. */
export const listed = (hashes: readonly string[]): SQL => sql`unnest(string_to_array(${hashes.join(',')}, ','))`;

/** Rows 1 to n of a batch as a table `input (i, key, hash, kind, body)`. */
export function inputRows(records: readonly HashedRecord[]): SQL {
  const bodies = `[${records.map(({ bodyText }) => bodyText).join(',')}]`;
  const kinds = listed(records.map(({ record }) => record.kind));
  const [keys, hashes] = [listed(records.map(({ key }) => key)), listed(records.map(({ hash }) => hash))];
  return sql`select i::integer as i, decode(key, 'hex') as key, decode(hash, 'hex') as hash, kind, body
    from rows from (${keys}, ${hashes}, ${kinds}, jsonb_array_elements(${bodies}::jsonb)) with ordinality as given (key, hash, kind, body, i)`;
}

/**
 * Inserts the rows of `input` for which `which` holds into the inbox, in the order received. Of a record with an id the
 * hash is kept too: when a later version is taken back, its key stands for this one again.
 */
export const insertInbox = (delivery: Delivery, which: SQL, { keepHash }: { keepHash: boolean }): SQL => sql`
  insert into inbox (workspace_id, received_at, source_id, kind, key, import_no, body${keepHash ? sql`, body_hash` : sql``})
  select ${delivery.workspace.id}, ${delivery.at.toISOString()}::timestamptz, ${delivery.sourceId}::uuid, kind, key, ${delivery.importNo ?? null}::integer,
    body${keepHash ? sql`, hash` : sql``}
  from input ${which} order by i returning 1`;

/** Adds to the ledger of a source's minute. The numbers may be expressions over `written`. */
export const addToLedger = (
  delivery: Delivery,
  counts: Record<'stored' | 'duplicate' | 'rejected' | 'conflicting', SQL>,
): SQL => sql`
  insert into ingest_counts as c (workspace_id, source_id, minute, received, stored, duplicate, rejected, conflicting)
  select ${delivery.workspace.id}, ${delivery.sourceId}::uuid, date_trunc('minute', ${delivery.at.toISOString()}::timestamptz, 'UTC'),
    stored + duplicate + rejected, stored, duplicate, rejected, conflicting
  from (select ${counts.stored} as stored, ${counts.duplicate} as duplicate, ${counts.rejected} as rejected, ${counts.conflicting} as conflicting) as n
  on conflict (workspace_id, source_id, minute) do update set received = c.received + excluded.received, stored = c.stored + excluded.stored,
    duplicate = c.duplicate + excluded.duplicate, rejected = c.rejected + excluded.rejected, conflicting = c.conflicting + excluded.conflicting`;
