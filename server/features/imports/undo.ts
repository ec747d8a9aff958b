import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import { imports, moves } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { actorName, type ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
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
    if (row.stream === 'arms') await refuseSealed(tx, ctx, row.importNo);
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

/** Arms that a campaign took over are its assignments, and those are for ever. */
async function refuseSealed(tx: Tx, ctx: ServiceContext, importNo: number): Promise<void> {
  const [sealed] = await tx.execute<{ name: string }>(sql`
    select c.name from campaigns c where c.workspace_id = ${ctx.workspace.id} and c.state <> 'draft' and exists (
      select 1 from inbox i where i.workspace_id = c.workspace_id and i.import_no = ${importNo} and i.body ->> 'campaign' = c.id::text) limit 1`);
  if (sealed)
    throw new AppError('precondition', `${sealed.name} is read from these arms, and who was in which arm is for ever.`);
}

function refusalOf({ state, stored }: ImportView): string {
  if (state === 'undone' || state === 'undoing') return 'This import was taken back already.';
  if (state === 'done' || state === 'failed' || state === 'cancelled')
    return stored === 0 ? 'This import stored nothing: there is nothing to undo.' : 'This was a trial run.';
  return 'This import has not ended. Cancel it first.';
}
