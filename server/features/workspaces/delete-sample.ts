import { sql } from 'drizzle-orm';
import { workspaces } from '@/db/schema';
import { walls } from '@/db/walls';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';

/** These go with the workspace's own row; the log and what was assigned may not be deleted from by anybody. */
const cascaded: readonly string[] = [
  'workspaces',
  'audit_log',
  'campaigns',
  'assignments',
  'hand_overs',
  'suppressions',
];
const tables = Object.entries(walls).flatMap(([table, wall]) =>
  (wall === 'tenant' || wall === 'both') && !cascaded.includes(table) ? [table] : [],
);

/**
 * Deletes a sample workspace with everything in it, its log too, so that it can be made again. `precondition` for any
 * other workspace. Its number in the analytics store is never given out again, so what stands there answers nobody.
 */
export async function deleteSampleWorkspace(ctx: ServiceContext): Promise<void> {
  requirePermission(ctx, 'workspace:delete');
  await withWorkspace(ctx, async (tx) => {
    const [row] = await tx
      .select({ isSample: workspaces.isSample })
      .from(workspaces)
      .where(inWorkspace(ctx, workspaces))
      .for('update');
    if (!row?.isSample) throw new AppError('precondition', 'Only a sample workspace can be deleted this way.');
    await audit(tx, ctx, { verb: 'workspaces.delete_sample', subject: `workspace:${ctx.workspace.id}` });
    for (const table of tables)
      await tx.execute(sql`delete from ${sql.identifier(table)} where workspace_id = ${ctx.workspace.id}`);
    await tx.delete(workspaces).where(inWorkspace(ctx, workspaces));
  });
}
