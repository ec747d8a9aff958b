import { sampleMakings, workspaces } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import { actorName, type ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { ResetSampleInput } from './schemas';

/**
 * Asks the worker for a fresh copy of this sample, which then takes its place: everything in it is gone, its log too.
 * `precondition` for any other workspace, `invalid` where its address was not typed. Asked again it is the same.
 */
export async function requestSampleReset(ctx: ServiceContext, input: ResetSampleInput): Promise<void> {
  requirePermission(ctx, 'workspace:delete');
  if (input.typed.trim() !== ctx.workspace.slug)
    throw new AppError('invalid', `Type ${ctx.workspace.slug} to confirm.`, { field: 'typed' });
  await withWorkspace(ctx, async (tx) => {
    const [row] = await tx
      .select({ isSample: workspaces.isSample })
      .from(workspaces)
      .where(inWorkspace(ctx, workspaces));
    if (!row?.isSample) throw new AppError('precondition', 'Only a sample workspace can be made anew.');
    const asked = await tx
      .insert(sampleMakings)
      .values({ workspaceId: ctx.workspace.id, requestedBy: actorName(ctx.actor), createdAt: dateOf(ctx.clock) })
      .onConflictDoNothing()
      .returning({ id: sampleMakings.workspaceId });
    if (asked.length === 0) return;
    await audit(tx, ctx, { verb: 'samples.request_reset', subject: `workspace:${ctx.workspace.id}` });
  });
}
