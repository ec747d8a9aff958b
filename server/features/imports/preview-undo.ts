import { and, eq, gt, sum } from 'drizzle-orm';
import { imports } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { countUndo, type UndoPreview } from '@/server/features/facts';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { getImportInWorkspace } from './internal';
import type { ImportInput } from './schemas';

export interface ImportUndoPreview extends UndoPreview {
  /** Rows of later files that were left out as duplicates, some perhaps of this import: only sending those files again brings them. */
  laterDuplicates: number;
}

/** What taking an import back would do. Looks through everything that was accepted: it may take a while. */
export async function previewUndo(ctx: ServiceContext, input: ImportInput): Promise<ImportUndoPreview> {
  requirePermission(ctx, 'imports:read');
  return withWorkspace(ctx, async (tx) => {
    const { importNo } = await getImportInWorkspace(tx, ctx, input.importId);
    const later = and(gt(imports.importNo, importNo), eq(imports.dryRun, false));
    const [row] = await tx
      .select({ duplicates: sum(imports.duplicate) })
      .from(imports)
      .where(inWorkspace(ctx, imports, later));
    return { ...(await countUndo(tx, ctx.workspace, importNo)), laterDuplicates: Number(row?.duplicates ?? 0) };
  });
}
