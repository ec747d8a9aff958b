import { workspaces } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { UpdateWorkspaceInput } from './schemas';

/** Renames the workspace. Address, unit, currency and time zone are set when it is made: stored answers depend on them. */
export async function updateWorkspace(ctx: ServiceContext, input: UpdateWorkspaceInput): Promise<void> {
  requirePermission(ctx, 'workspace:write');
  await withWorkspace(ctx, async (tx) => {
    await tx.update(workspaces).set({ name: input.name }).where(inWorkspace(ctx, workspaces));
    await audit(tx, ctx, {
      verb: 'workspaces.update',
      subject: `workspace:${ctx.workspace.id}`,
      fields: Object.keys(input),
    });
  });
}
