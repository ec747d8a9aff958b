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
  const keys = Buffer.concat(suspects.map((one) => (one.once ?? one).key));
  const rows = await tx.execute<{ key: Buffer; body_hash: Buffer }>(sql`
    select key, body_hash from inbox_keys where workspace_id = ${delivery.workspace.id}
    and key = any (select substring(${keys}::bytea from i * 16 - 15 for 16) from generate_series(1, ${suspects.length}::integer) i)`);
  const winners = new Map(rows.map(({ key, body_hash }) => [key.toString('latin1'), body_hash]));
  return suspects.filter((one) => {
    const { key, hash } = one.once ?? one;
    return winners.get(key.toString('latin1'))?.equals(hash) === false;
  });
}
