import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';
import { getImportInWorkspace, type ImportView, viewOf } from './internal';
import type { ImportInput } from './schemas';

export async function getImport(ctx: ServiceContext, input: ImportInput): Promise<ImportView> {
  requirePermission(ctx, 'imports:read');
  return withWorkspace(ctx, async (tx) => viewOf(await getImportInWorkspace(tx, ctx, input.importId)));
}
