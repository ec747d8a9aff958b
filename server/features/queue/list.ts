import { and, eq, inArray, max } from 'drizzle-orm';
import { handOvers } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { listAtRisk } from '@/server/features/risk';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { LastTouch, ListQueueInput, QueuePage } from './schemas';
import { lastTouches } from './touches.ch';

/** One page of customers who may leave, the most at risk first, each with when it was last spoken to. */
export async function listQueue(ctx: ServiceContext, input: ListQueueInput): Promise<QueuePage> {
  requirePermission(ctx, 'queue:read');
  const page = await listAtRisk(ctx, { ...input, show: 'at_risk' });
  const touches = await touchesOf(
    ctx,
    page.rows.map(({ id }) => id),
  );
  return { ...page, rows: page.rows.map((row) => ({ ...row, lastTouch: touches.get(row.id) ?? null })) };
}

async function touchesOf(ctx: ServiceContext, ids: string[]): Promise<Map<string, LastTouch>> {
  if (ids.length === 0) return new Map();
  const [spoken, sent] = await Promise.all([
    ctx.ch.run(lastTouches, { ids }),
    withWorkspace(ctx, (tx) =>
      tx
        .select({ id: handOvers.customerId, at: max(handOvers.sentAt) })
        .from(handOvers)
        .where(inWorkspace(ctx, handOvers, and(inArray(handOvers.customerId, ids), eq(handOvers.state, 'sent'))))
        .groupBy(handOvers.customerId),
    ),
  ]);
  const touches = new Map(spoken.map(({ id, at, kind }): [string, LastTouch] => [id, { at, kind }]));
  for (const { id, at } of sent) {
    const known = touches.get(id);
    if (at && (!known || known.at < at.toISOString())) touches.set(id, { at: at.toISOString(), kind: 'message' });
  }
  return touches;
}
