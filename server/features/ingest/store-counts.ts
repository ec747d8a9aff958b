import { sql } from 'drizzle-orm';
import type { Tx } from '@/server/platform/database';
import type { Accepted, Delivery } from './delivery';
import { ruleVersion } from './domain/limits';
import type { HashedRecord } from './hash-records';

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

/** Refused rows and conflicting bodies, and the ledger of the minute: received = stored + duplicate + rejected. */
export async function storeCounts(
  tx: Tx,
  delivery: Delivery,
  { accepted, conflicts }: { accepted: Accepted; conflicts: readonly HashedRecord[] },
): Promise<void> {
  const refused: Refused[] = delivery.rejects.map(({ raw, reason, rowNo }) => ({
    raw,
    reason,
    rowNo: rowNo ?? null,
    conflicting: false,
  }));
  for (const { record, bodyText } of conflicts) {
    const raw = Buffer.from(record.once?.compareText ?? record.compareText ?? bodyText);
    refused.push({ raw, reason: conflictReason, rowNo: null, conflicting: true });
  }
  if (refused.length > 0) await storeRefused(tx, delivery, refused);
  const { stored, duplicate, conflicting } = accepted;
  const rejected = delivery.rejects.length;
  if (stored + duplicate + rejected === 0) return;
  await tx.execute(sql`
    insert into ingest_counts as c (workspace_id, source_id, minute, received, stored, duplicate, rejected, conflicting)
    values (${delivery.workspace.id}, ${delivery.sourceId}, date_trunc('minute', ${delivery.at.toISOString()}::timestamptz, 'UTC'),
      ${stored + duplicate + rejected}, ${stored}, ${duplicate}, ${rejected}, ${conflicting})
    on conflict (workspace_id, source_id, minute) do update set received = c.received + excluded.received, stored = c.stored + excluded.stored,
      duplicate = c.duplicate + excluded.duplicate, rejected = c.rejected + excluded.rejected, conflicting = c.conflicting + excluded.conflicting`);
}
