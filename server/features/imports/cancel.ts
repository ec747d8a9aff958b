import { eq, inArray } from 'drizzle-orm';
import { imports } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { removeFile } from './file-store';
import { getImportInWorkspace, type ImportView, viewOf } from './internal';
import type { ImportInput } from './schemas';

/** Ends an import where it is: what was stored stays, and its report says how much that is. */
export async function cancelImport(ctx: ServiceContext, input: ImportInput): Promise<ImportView> {
  requirePermission(ctx, 'imports:write');
  const { row, file } = await withWorkspace(ctx, async (tx) => {
    const before = await getImportInWorkspace(tx, ctx, input.importId);
    const [after] = await tx
      .update(imports)
      .set({ state: 'cancelled', finishedAt: dateOf(ctx.clock), filePath: null, claimedUntil: null })
      .where(
        inWorkspace(
          ctx,
          imports,
          eq(imports.id, before.id),
          inArray(imports.state, ['draft', 'waiting', 'running', 'tried']),
        ),
      )
      .returning();
    if (!after) throw new AppError('conflict', 'This import has ended already.');
    await audit(tx, ctx, { verb: 'imports.cancel', subject: `import:${after.id}` });
    return { row: after, file: before.filePath };
  });
  await removeFile(file);
  return viewOf(row);
}
