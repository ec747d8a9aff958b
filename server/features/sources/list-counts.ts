import { asc, eq, gte, sql } from 'drizzle-orm';
import { ingestCounts } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { ListCountsInput } from './schemas';

/** received = stored + duplicate + rejected; `conflicting` is part of duplicate. */
export interface CountsView {
  sourceId: string;
  /** Start of the minute or hour, UTC. */
  at: Date;
  received: number;
  stored: number;
  duplicate: number;
  rejected: number;
  conflicting: number;
}

const sum = (column: 'received' | 'stored' | 'duplicate' | 'rejected' | 'conflicting') =>
  sql<number>`sum(${ingestCounts[column]})`.mapWith(Number);

/** The ledger of what arrived lately, per source and minute or hour, oldest first. Where nothing arrived there is no row. */
export async function listCounts(ctx: ServiceContext, input: ListCountsInput): Promise<CountsView[]> {
  requirePermission(ctx, 'sources:read');
  const since = new Date(ctx.clock.nowMs() - input.hours * 3_600_000);
  const at = sql<Date>`date_trunc(${input.by}, ${ingestCounts.minute}, 'UTC')`.mapWith(ingestCounts.minute);
  return withWorkspace(ctx, (tx) =>
    tx
      .select({
        sourceId: ingestCounts.sourceId,
        at,
        received: sum('received'),
        stored: sum('stored'),
        duplicate: sum('duplicate'),
        rejected: sum('rejected'),
        conflicting: sum('conflicting'),
      })
      .from(ingestCounts)
      .where(
        inWorkspace(
          ctx,
          ingestCounts,
          gte(ingestCounts.minute, since),
          input.sourceId === undefined ? undefined : eq(ingestCounts.sourceId, input.sourceId),
        ),
      )
      .groupBy(sql`1, 2`)
      .orderBy(asc(sql`2`), asc(ingestCounts.sourceId)),
  );
}
