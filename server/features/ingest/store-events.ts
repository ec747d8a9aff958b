import { sql } from 'drizzle-orm';
import type { ServiceContext } from '@/server/platform/context';
import { executeInWorkspace } from '@/server/platform/transaction';
import type { Delivery, Outcome } from './delivery';
import type { HashedRecord } from './hash-records';
import { addToLedger, firstOfEachKey, inputRows, insertInbox } from './statements';

/** Whether all of a delivery is events: then one statement is all there is to do, and nothing waits for its answer. */
export const isOnlyEvents = (delivery: Delivery, hashed: readonly HashedRecord[]): boolean =>
  hashed.length > 0 && delivery.rejects.length === 0 && hashed.every(({ record }) => !record.hasId && !record.once);

/** Keys, inbox rows and ledger of events, committed in one trip. Those that did not store are duplicates. */
export async function storeEvents(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  delivery: Delivery,
  hashed: readonly HashedRecord[],
): Promise<Outcome[]> {
  const firsts = firstOfEachKey(hashed);
  const stored = sql`(select count(*) from written)`;
  const duplicates = await executeInWorkspace<{ i: number }>(
    ctx,
    (wall) => sql`
    with ${wall},
    input as materialized (select wall.workspace_id, given.* from wall cross join (${inputRows(firsts)}) as given),
    written as (insert into inbox_keys (workspace_id, key, body_hash, import_no)
      select workspace_id, key, hash, ${delivery.importNo ?? null}::integer from input order by key
      on conflict (workspace_id, key) do nothing returning key),
    stored as (${insertInbox(delivery, sql`join written using (key)`, { keepHash: false })}),
    counted as (${addToLedger(delivery, { stored, duplicate: sql`${hashed.length}::bigint - ${stored}`, rejected: sql`0`, conflicting: sql`0` })})
    select i from input left join written using (key) where written.key is null`,
  );
  const outcomes = hashed.map((): Outcome => 'duplicate');
  for (const { index } of firsts) outcomes[index] = 'stored';
  for (const { i } of duplicates) {
    const first = firsts[i - 1];
    if (first) outcomes[first.index] = 'duplicate';
  }
  return outcomes;
}
