import { eq } from 'drizzle-orm';
import { workspaces } from '@/db/schema';
import type { ServiceContext, Workspace } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';

/** The workspace as it is now: a rebuild gives it another number in the analytics store. */
export async function readWorkspace(ctx: Pick<ServiceContext, 'db' | 'workspace'>): Promise<Workspace> {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx
      .select({ no: workspaces.no, timezone: workspaces.timezone })
      .from(workspaces)
      .where(inWorkspace(ctx, workspaces, eq(workspaces.workspaceId, ctx.workspace.id))),
  );
  return { ...ctx.workspace, ...row };
}
