import { desc, lt } from 'drizzle-orm';
import { imports } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { type ImportView, viewOf } from './internal';
import type { ListImportsInput } from './schemas';

export interface ImportPage {
  imports: ImportView[];
  /** `before` of the next page. */
  next: number | undefined;
}

/** Imports, the newest first. */
export async function listImports(ctx: ServiceContext, input: ListImportsInput): Promise<ImportPage> {
  requirePermission(ctx, 'imports:read');
  const rows = await withWorkspace(ctx, (tx) =>
    tx
      .select()
      .from(imports)
      .where(inWorkspace(ctx, imports, input.before === undefined ? undefined : lt(imports.importNo, input.before)))
      .orderBy(desc(imports.importNo))
      .limit(input.limit + 1),
  );
  const page = rows.slice(0, input.limit);
  return { imports: page.map(viewOf), next: rows.length > input.limit ? page.at(-1)?.importNo : undefined };
}
