import { isNull, or, and, eq } from 'drizzle-orm';
import { customers, moves } from '@/db/schema';
import { actorName, type ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { newId } from '@/server/platform/ids';
import { inWorkspace } from '@/server/platform/transaction';

type Asker = Pick<ServiceContext, 'workspace' | 'actor' | 'clock' | 'rng'>;

/** The customer that `id` counts as now. A foreign id and one that never existed are both `not_found`. */
export async function rootInWorkspace(tx: Tx, ctx: Pick<ServiceContext, 'workspace'>, id: string): Promise<string> {
  const [row] = await tx
    .select({ id: customers.id, mergedInto: customers.mergedInto })
    .from(customers)
    .where(inWorkspace(ctx, customers, eq(customers.id, id)));
  if (!row) throw new AppError('not_found', 'There is no such customer here.');
  return row.mergedInto ?? row.id;
}

/** Asks the worker for a move. It is the only one that changes facts, so it applies moves in turn with blocks. */
export async function requestMove(
  tx: Tx,
  ctx: Asker,
  move: { reason: 'merge' | 'erase' | 'restate'; customerId: string; intoId?: string },
): Promise<string> {
  const [waiting] = await tx
    .select({ id: moves.id })
    .from(moves)
    .where(
      inWorkspace(
        ctx,
        moves,
        and(isNull(moves.doneAt), isNull(moves.block), eq(moves.reason, 'erase')),
        or(eq(moves.customerId, move.customerId), eq(moves.customerId, move.intoId ?? move.customerId)),
      ),
    );
  if (waiting) throw new AppError('conflict', 'This customer is being erased.');
  const id = newId(ctx);
  await tx.insert(moves).values({ workspaceId: ctx.workspace.id, id, requestedBy: actorName(ctx.actor), ...move });
  return id;
}
