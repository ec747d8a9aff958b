import { eq, inArray } from 'drizzle-orm';
import { imports } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { actorName, type ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { fileOf, forgetTrial, getImportInWorkspace, type ImportView, mappingOf, viewOf } from './internal';
import { planReading } from './plan';
import type { StartImportInput } from './schemas';

/** Decides how the file of a draft, or of one that was tried, is read and hands it to whoever runs imports. `invalid` where it cannot be read so. */
export async function startImport(ctx: ServiceContext, input: StartImportInput): Promise<ImportView> {
  requirePermission(ctx, 'imports:write');
  const draft = await withWorkspace(ctx, (tx) => getImportInWorkspace(tx, ctx, input.importId));
  const { format, columns } = await planReading(fileOf(draft), input);
  const { stream, map, set, keep, dryRun } = input;
  return withWorkspace(ctx, async (tx) => {
    const [row] = await tx
      .update(imports)
      .set({
        state: 'waiting',
        stream,
        dryRun,
        mapping: { ...mappingOf(draft), format, columns, map, set, keep },
        startedBy: actorName(ctx.actor),
        finishedAt: null,
      })
      .where(inWorkspace(ctx, imports, eq(imports.id, input.importId), inArray(imports.state, ['draft', 'tried'])))
      .returning();
    if (!row) throw new AppError('conflict', 'This import was started already.');
    await audit(tx, ctx, {
      verb: 'imports.start',
      subject: `import:${row.id}`,
      fields: ['stream', 'mapping', ...(dryRun ? ['dryRun'] : [])],
    });
    return viewOf(row.received > 0 ? await forgetTrial(tx, ctx, row) : row);
  });
}
