import { workspaces } from '@/db/schema';
import type { Role } from '@/server/auth/permissions';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext, Workspace } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';

export interface WorkspaceView extends Workspace {
  isSample: boolean;
  /** The role of who asks; undefined for jobs and commands. */
  role: Role | undefined;
}

/** The workspace of the address with the asker's role: what the shell and the settings page start from. */
export async function getWorkspace(ctx: ServiceContext): Promise<WorkspaceView> {
  requirePermission(ctx, 'workspace:read');
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select({ isSample: workspaces.isSample }).from(workspaces).where(inWorkspace(ctx, workspaces)),
  );
  if (!row) throw new AppError('not_found', 'This workspace is gone.');
  return { ...ctx.workspace, ...row, role: ctx.actor.kind === 'person' ? ctx.actor.role : undefined };
}
