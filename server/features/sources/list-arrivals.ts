import { desc, eq, gte } from 'drizzle-orm';
import { inbox } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { ListArrivalsInput } from './schemas';

export interface ArrivalView {
  /** Larger for what was committed later. */
  seq: number;
  receivedAt: Date;
  sourceId: string;
  kind: string;
  body: unknown;
}

const DAY_MS = 86_400_000;

/** The records that were stored last, newest first, of the last day: what the live view shows. */
export async function listArrivals(ctx: ServiceContext, input: ListArrivalsInput): Promise<ArrivalView[]> {
  requirePermission(ctx, 'sources:read');
  const since = new Date(ctx.clock.nowMs() - DAY_MS);
  return withWorkspace(ctx, (tx) =>
    tx
      .select({
        seq: inbox.seq,
        receivedAt: inbox.receivedAt,
        sourceId: inbox.sourceId,
        kind: inbox.kind,
        body: inbox.body,
      })
      .from(inbox)
      .where(
        inWorkspace(
          ctx,
          inbox,
          gte(inbox.receivedAt, since),
          input.sourceId === undefined ? undefined : eq(inbox.sourceId, input.sourceId),
        ),
      )
      .orderBy(desc(inbox.txid), desc(inbox.seq))
      .limit(input.limit),
  );
}
