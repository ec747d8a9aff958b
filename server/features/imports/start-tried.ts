import { eq } from 'drizzle-orm';
import { imports } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { actorName, type ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { forgetTrial, getImportInWorkspace, type ImportView, viewOf } from './internal';
import type { ImportInput } from './schemas';

/** Imports a file as it was tried, for good this time. */
export async function startTried(ctx: ServiceContext, input: ImportInput): Promise<ImportView> {
  requirePermission(ctx, 'imports:write');
  return withWorkspace(ctx, async (tx) => {
    const { id } = await getImportInWorkspace(tx, ctx, input.importId);
    const [row] = await tx
      .update(imports)
      .set({ state: 'waiting', dryRun: false, finishedAt: null, startedBy: actorName(ctx.actor) })
      .where(inWorkspace(ctx, imports, eq(imports.id, id), eq(imports.state, 'tried')))
      .returning();
    if (!row) throw new AppError('conflict', 'This file was not tried, or was imported since.');
    await audit(tx, ctx, { verb: 'imports.start', subject: `import:${id}`, fields: ['dryRun'] });
    return viewOf(await forgetTrial(tx, ctx, row));
  });
}
