import { eq, inArray } from 'drizzle-orm';
import { modelRequests } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { type FitView, viewOfRequest } from './find-fit';
import type { CancelFitInput } from './schemas';

/** Ends a fit that is under way; nothing of it is kept. The worker notices within a second. */
export async function cancelFit(ctx: ServiceContext, { fitId }: CancelFitInput): Promise<FitView> {
  requirePermission(ctx, 'clv:run');
  return withWorkspace(ctx, async (tx) => {
    const one = eq(modelRequests.id, fitId);
    const [before] = await tx
      .select()
      .from(modelRequests)
      .where(inWorkspace(ctx, modelRequests, one));
    if (!before) throw new AppError('not_found', 'There is no such fit.');
    const [row] = await tx
      .update(modelRequests)
      .set({ state: 'cancelled', finishedAt: dateOf(ctx.clock), claim: null, claimedUntil: null })
      .where(inWorkspace(ctx, modelRequests, one, inArray(modelRequests.state, ['waiting', 'running'])))
      .returning();
    if (!row) throw new AppError('conflict', 'This fit has ended already.');
    await audit(tx, ctx, { verb: 'clv.cancel_fit', subject: `model_request:${row.id}` });
    return viewOfRequest(row);
  });
}
