import { modelRequests } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import { actorName, type ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { newId } from '@/server/platform/ids';
import { withWorkspace } from '@/server/platform/transaction';
import { type FitView, viewOfRequest } from './find-fit';
import type { FitClvInput } from './schemas';

/** Asks the worker for a fit; `conflict` while one is under way in this workspace. */
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
    if (!row) throw new AppError('conflict', 'A fit is under way already: wait for it, or cancel it.');
    await audit(tx, ctx, {
      verb: 'clv.request_fit',
      subject: `model_request:${row.id}`,
      fields: Object.keys(input),
    });
    return viewOfRequest(row);
  });
}
