import { isDeepStrictEqual } from 'node:util';
import { eq, inArray } from 'drizzle-orm';
import { modelRequests } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import { actorName, type ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { newId } from '@/server/platform/ids';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { type FitView, viewOfRequest } from './find-fit';
import type { FitClvInput } from './schemas';

/** Asks the worker for a fit. One at a time: the same one again is the one under way, another is a `conflict`. */
export async function requestFit(ctx: ServiceContext, input: FitClvInput): Promise<FitView> {
  requirePermission(ctx, 'clv:run');
  return withWorkspace(ctx, async (tx) => {
    const [row] = await tx
      .insert(modelRequests)
      .values({
        workspaceId: ctx.workspace.id,
        id: newId(ctx),
        kind: 'clv',
        input,
        requestedBy: actorName(ctx.actor),
        createdAt: dateOf(ctx.clock),
      })
      .onConflictDoNothing()
      .returning();
    if (!row) return openFit(tx, ctx, input);
    await audit(tx, ctx, {
      verb: 'clv.request_fit',
      subject: `model_request:${row.id}`,
      fields: Object.keys(input),
    });
    return viewOfRequest(row);
  });
}

async function openFit(tx: Tx, ctx: ServiceContext, input: FitClvInput): Promise<FitView> {
  const [open] = await tx
    .select()
    .from(modelRequests)
    .where(
      inWorkspace(
        ctx,
        modelRequests,
        eq(modelRequests.kind, 'clv'),
        inArray(modelRequests.state, ['waiting', 'running']),
      ),
    );
  if (open && isDeepStrictEqual(open.input, input)) return viewOfRequest(open);
  throw new AppError('conflict', 'Another fit is under way: wait for it, or cancel it.');
}
