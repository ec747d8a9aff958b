import { sql } from 'drizzle-orm';
import type { Tx } from '@/server/platform/database';
import { executePrepared } from '@/server/platform/prepared';
import type { Accepted, Delivery, Reject } from './delivery';
import { ruleVersion } from './domain/limits';
import type { HashedRecord } from './hash-records';
import { addToLedger } from './statements';

interface Refused {
  raw: Buffer;
  reason: string;
  rowNo: number | null;
  conflicting: boolean;
}

const conflictReason = 'messageId: came before with another body; the first one counts';

async function storeRefused(tx: Tx, delivery: Delivery, rows: readonly Refused[]): Promise<void> {
  const bytes = Buffer.concat(rows.map(({ raw }) => raw));
  let start = 1;
  const described = rows.map(({ raw, ...rest }) => {
    const row = { ...rest, start, length: raw.length };
    start += raw.length;
    return row;
  });
  await tx.execute(sql`
    insert into rejected (workspace_id, source_id, import_no, row_no, received_at, raw, reason, rule_version, conflicting)
    select ${delivery.workspace.id}, ${delivery.sourceId}::uuid, ${delivery.importNo ?? null}::integer, "rowNo", ${delivery.at.toISOString()}::timestamptz,
      substring(${bytes}::bytea from start for length), reason, ${ruleVersion}::integer, conflicting
    from jsonb_to_recordset(${JSON.stringify(described)}::jsonb) as r(start integer, length integer, reason text, "rowNo" integer, conflicting boolean)`);
}

const refusedOf = ({ raw, reason, rowNo }: Reject): Refused => ({
  raw,
  reason,
  rowNo: rowNo ?? null,
  conflicting: false,
});

const conflictOf = ({ record, bodyText }: HashedRecord): Refused => ({
  raw: Buffer.from(record.once?.compareText ?? record.compareText ?? bodyText),
  reason: conflictReason,
  rowNo: null,
  conflicting: true,
});

/** Refused rows and conflicting bodies, and the ledger of the minute: received = stored + duplicate + rejected. */
export async function storeCounts(
  tx: Tx,
  delivery: Delivery,
  { accepted, conflicts }: { accepted: Accepted; conflicts: readonly HashedRecord[] },
): Promise<void> {
  const refused = [...delivery.rejects.map(refusedOf), ...conflicts.map(conflictOf)];
  if (refused.length > 0) await storeRefused(tx, delivery, refused);
  const { stored, duplicate, conflicting } = accepted;
  const rejected = delivery.rejects.length;
  if (stored + duplicate + rejected === 0) return;
  const number = (n: number) => sql`${n}::bigint`;
  await executePrepared(
    tx,
    addToLedger(delivery, {
      stored: number(stored),
      duplicate: number(duplicate),
      rejected: number(rejected),
      conflicting: number(conflicting),
    }),
  );
}

/** Shows bodies that conflict with ones that were counted as duplicates before. */
export async function storeConflicts(tx: Tx, delivery: Delivery, conflicts: readonly HashedRecord[]): Promise<void> {
  const none = sql`0`;
  await storeRefused(tx, delivery, conflicts.map(conflictOf));
  await tx.execute(
    addToLedger(delivery, {
      stored: none,
      duplicate: none,
      rejected: none,
      conflicting: sql`${conflicts.length}::bigint`,
    }),
  );
}
