import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import { imports, moves } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { actorName, type ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { newId } from '@/server/platform/ids';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { getImportInWorkspace, type ImportView, lockReading, viewOf } from './internal';
import type { ImportInput } from './schemas';

/**
 * Asks the worker to take an import back: answers become those of a workspace that never had it, and the same file can
 * come again. Until then it is `undoing` and no other file is read, for its rows would count as duplicates of what goes.
 */
export async function undoImport(ctx: ServiceContext, input: ImportInput): Promise<ImportView> {
  requirePermission(ctx, 'imports:write');
  return withWorkspace(ctx, async (tx) => {
    await lockReading(tx, ctx);
    const before = await getImportInWorkspace(tx, ctx, input.importId);
    const [reading] = await tx
      .select({ fileName: imports.fileName })
      .from(imports)
      .where(
        inWorkspace(
          ctx,
          imports,
          and(eq(imports.state, 'running'), eq(imports.dryRun, false), gt(imports.claimedUntil, sql`now()`)),
        ),
      );
    if (reading) throw new AppError('conflict', `${reading.fileName} is being read. Undo when it is done.`);
    const [row] = await tx
      .update(imports)
      .set({ state: 'undoing' })
      .where(
        inWorkspace(
          ctx,
          imports,
          and(
            eq(imports.id, before.id),
            inArray(imports.state, ['done', 'failed', 'cancelled']),
            gt(imports.stored, 0),
          ),
          eq(imports.dryRun, false),
        ),
      )
      .returning();
    if (!row) throw new AppError('conflict', refusalOf(viewOf(before)));
    await tx.insert(moves).values({
      workspaceId: ctx.workspace.id,
      id: newId(ctx),
      reason: 'undo',
      importNo: row.importNo,
      requestedBy: actorName(ctx.actor),
    });
    await audit(tx, ctx, { verb: 'imports.undo', subject: `import:${row.id}` });
    return viewOf(row);
  });
}

function refusalOf({ state, stored }: ImportView): string {
  if (state === 'undone' || state === 'undoing') return 'This import was taken back already.';
  if (state === 'done' || state === 'failed' || state === 'cancelled')
    return stored === 0 ? 'This import stored nothing: there is nothing to undo.' : 'This was a trial run.';
  return 'This import has not ended. Cancel it first.';
}
