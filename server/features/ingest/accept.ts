import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { withWorkspace } from '@/server/platform/transaction';
import { listConflicts } from './conflicts';
import type { Accepted, Delivery, Outcome } from './delivery';
import { type HashedRecord, hashRecords } from './hash-records';
import { loadHashSecret } from './hash-secret';
import { storeConflicts, storeCounts } from './store-counts';
import { isOnlyEvents, storeEvents } from './store-events';
import { claimOnce, storeLaterVersions, storeNewKeys } from './store-records';

/**
 * Writes a delivery to the record: keys, inbox rows, refused rows and counts in one transaction behind the wall of its
 * workspace. Whoever acknowledges does so after this returns. `within` joins the same transaction, last, for progress
 * that must never run ahead of the rows. Throws what Postgres throws; then nothing of the delivery was stored.
 */
export async function acceptRecords(
  sys: Pick<ServiceContext, 'db' | 'keys'>,
  delivery: Delivery,
  within?: (tx: Tx, accepted: Accepted) => Promise<void>,
): Promise<Accepted> {
  const ctx = { ...sys, workspace: delivery.workspace };
  const hashed = hashRecords(delivery.records, await loadHashSecret(ctx));
  if (!within && isOnlyEvents(delivery, hashed)) return acceptEvents(ctx, delivery, hashed);
  return withWorkspace(ctx, async (tx) => {
    const outcomes = await storeRecords(tx, delivery, hashed);
    const conflicts = await listConflicts(tx, delivery, { hashed, outcomes });
    for (const { index } of conflicts) outcomes[index] = 'conflicting';
    const accepted = summarise(outcomes);
    await storeCounts(tx, delivery, { accepted, conflicts });
    await within?.(tx, accepted);
    return accepted;
  });
}

/** The way of nearly everything that comes over HTTP. Conflicts are looked for only where there are duplicates. */
async function acceptEvents(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  delivery: Delivery,
  hashed: readonly HashedRecord[],
): Promise<Accepted> {
  const outcomes = await storeEvents(ctx, delivery, hashed);
  if (outcomes.includes('duplicate')) {
    await withWorkspace(ctx, async (tx) => {
      const conflicts = await listConflicts(tx, delivery, { hashed, outcomes });
      for (const { index } of conflicts) outcomes[index] = 'conflicting';
      if (conflicts.length > 0) await storeConflicts(tx, delivery, conflicts);
    });
  }
  return summarise(outcomes);
}

async function storeRecords(tx: Tx, delivery: Delivery, hashed: readonly HashedRecord[]): Promise<Outcome[]> {
  const outcomes = hashed.map((): Outcome => 'duplicate');
  const fresh = await claimOnce(tx, delivery, hashed);
  const events = fresh.filter((one) => !one.record.hasId);
  const records = fresh.filter((one) => one.record.hasId);
  await storeNewKeys(tx, delivery, { mode: 'first wins', records: events, outcomes });
  await storeNewKeys(tx, delivery, { mode: 'last wins', records, outcomes });
  await storeLaterVersions(tx, delivery, { records, outcomes });
  return outcomes;
}

function summarise(outcomes: Outcome[]): Accepted {
  const count = { stored: 0, updated: 0, duplicate: 0, conflicting: 0 };
  for (const outcome of outcomes) count[outcome] += 1;
  return {
    stored: count.stored + count.updated,
    updated: count.updated,
    duplicate: count.duplicate + count.conflicting,
    conflicting: count.conflicting,
    outcomes,
  };
}
