import { eq, sql } from 'drizzle-orm';
import { imports, rejected } from '@/db/schema';
import { type Accepted, acceptRecords, type Delivery, type Outcome, ruleVersion } from '@/server/features/ingest';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { TextNumbers, textNumber } from './domain/text-numbers';
import type { ImportRow } from './internal';
import type { Batch } from './read-batches';
import type { ImportReport } from './schemas';

/** How long a reader may be silent before another one takes its import over. */
export const leaseEnd = sql`now() + interval '10 seconds'`;

/** Somebody else holds the import, or it was cancelled: nothing of the batch is kept. */
class Stopped extends Error {}

/** Ends the transaction of a dry run once its outcomes are known. */
class Tried extends Error {
  constructor(readonly accepted: Accepted) {
    super('dry run');
  }
}

/** Writes one batch after the other; undefined once the import is no longer this reader's. */
export function createBatchStore(ctx: ServiceContext, start: ImportRow) {
  let row = start;
  const seen = new TextNumbers();
  return async (batch: Batch): Promise<ImportRow | undefined> => {
    const delivery = deliveryOf(ctx, row, batch);
    try {
      row = row.dryRun
        ? await tryBatch(ctx, row, { batch, delivery, seen })
        : await keepBatch(ctx, row, { batch, delivery });
      return row;
    } catch (error) {
      if (error instanceof Stopped) return undefined;
      throw error;
    }
  };
}

function deliveryOf(ctx: ServiceContext, row: ImportRow, batch: Batch): Delivery {
  return {
    workspace: ctx.workspace,
    sourceId: row.sourceId,
    importNo: row.importNo,
    records: batch.records.map(({ record }) => record),
    rejects: batch.rejects,
    at: dateOf(ctx.clock),
  };
}

async function keepBatch(
  ctx: ServiceContext,
  row: ImportRow,
  { batch, delivery }: { batch: Batch; delivery: Delivery },
): Promise<ImportRow> {
  let after = row;
  await acceptRecords(ctx, delivery, async (tx, accepted) => {
    after = await moveOn(tx, ctx, row, { batch, outcomes: accepted.outcomes });
  });
  return after;
}

/** The same statements as for keeps, rolled back; what an earlier batch of the file would have stored is remembered here. */
async function tryBatch(
  ctx: ServiceContext,
  row: ImportRow,
  { batch, delivery, seen }: { batch: Batch; delivery: Delivery; seen: TextNumbers },
): Promise<ImportRow> {
  const accepted = await acceptRecords(ctx, delivery, async (_tx, tried) => {
    throw new Tried(tried);
  }).catch((error: unknown) => {
    if (error instanceof Tried) return error.accepted;
    throw error;
  });
  const outcomes = batch.records.map(({ record }, i): Outcome => {
    const before = seen.replace(record.keyText, () => textNumber(JSON.stringify(record.body)));
    const outcome = accepted.outcomes[i] ?? 'stored';
    if (before === undefined) return outcome;
    return record.hasId && before !== textNumber(JSON.stringify(record.body)) ? 'updated' : 'duplicate';
  });
  return withWorkspace(ctx, async (tx) => {
    const values = batch.rejects.map(({ raw, reason, rowNo }) => ({
      workspaceId: ctx.workspace.id,
      sourceId: row.sourceId,
      importNo: row.importNo,
      rowNo: rowNo ?? null,
      receivedAt: delivery.at,
      raw,
      reason,
      ruleVersion,
    }));
    if (values.length > 0) await tx.insert(rejected).values(values);
    return moveOn(tx, ctx, row, { batch, outcomes });
  });
}

/** Moves the progress behind a batch. It must stand where this reader left it: that is what fences a late one off. */
async function moveOn(
  tx: Tx,
  ctx: ServiceContext,
  row: ImportRow,
  { batch, outcomes }: { batch: Batch; outcomes: readonly Outcome[] },
): Promise<ImportRow> {
  const report = addUp(row, batch, outcomes);
  const [after] = await tx
    .update(imports)
    .set({ ...report, bytesRead: batch.bytesRead, claimedUntil: leaseEnd })
    .where(
      inWorkspace(
        ctx,
        imports,
        eq(imports.id, row.id),
        eq(imports.state, 'running'),
        eq(imports.received, row.received),
      ),
    )
    .returning();
  if (!after) throw new Stopped();
  return after;
}

function addUp(row: ImportRow, batch: Batch, outcomes: readonly Outcome[]): ImportReport {
  const report: ImportReport = {
    received: row.received + batch.records.length + batch.rejects.length,
    stored: row.stored,
    duplicate: row.duplicate,
    rejected: row.rejected + batch.rejects.length,
    updated: row.updated,
    roundedAmounts: row.roundedAmounts,
    noRate: row.noRate,
  };
  for (const [i, { rounded, noRate }] of batch.records.entries()) {
    const outcome = outcomes[i];
    const isStored = outcome === 'stored' || outcome === 'updated';
    report[isStored ? 'stored' : 'duplicate'] += 1;
    if (!isStored) continue;
    report.updated += outcome === 'updated' ? 1 : 0;
    report.roundedAmounts += rounded;
    report.noRate += noRate;
  }
  return report;
}
