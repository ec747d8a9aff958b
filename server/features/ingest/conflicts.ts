import { sql } from 'drizzle-orm';
import type { Tx } from '@/server/platform/database';
import type { Delivery, Outcome } from './delivery';
import type { HashedRecord } from './hash-records';

/** Duplicates whose body differs from the one that won, which may have come in this delivery or long ago. */
export async function listConflicts(
  tx: Tx,
  delivery: Delivery,
  { hashed, outcomes }: { hashed: readonly HashedRecord[]; outcomes: readonly Outcome[] },
): Promise<HashedRecord[]> {
  const suspects = hashed.filter(
    ({ record, index }) => outcomes[index] === 'duplicate' && (record.once !== undefined || !record.hasId),
  );
  if (suspects.length === 0) return [];
  const keys = suspects.map((one) => (one.once ?? one).key).join(',');
  const rows = await tx.execute<{ key: string; hash: string }>(sql`
    select encode(key, 'hex') as key, encode(body_hash, 'hex') as hash from inbox_keys where workspace_id = ${delivery.workspace.id}
    and key = any (select decode(key, 'hex') from unnest(string_to_array(${keys}, ',')) as key)`);
  const winners = new Map(rows.map(({ key, hash }) => [key, hash]));
  return suspects.filter((one) => {
    const { key, hash } = one.once ?? one;
    return (winners.get(key) ?? hash) !== hash;
  });
}
