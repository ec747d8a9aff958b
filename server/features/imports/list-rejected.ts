import { asc, eq, gt } from 'drizzle-orm';
import { rejected } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { getImportInWorkspace } from './internal';
import type { ListRejectedInput } from './schemas';

export interface RejectedRow {
  id: number;
  rowNo: number | null;
  reason: string;
  raw: string;
}

/** Rows of an import that were refused, in the order of the file. */
export async function listRejected(
  ctx: ServiceContext,
  input: ListRejectedInput,
): Promise<{ rows: RejectedRow[]; next: number | undefined }> {
  requirePermission(ctx, 'imports:read');
  const rows = await withWorkspace(ctx, async (tx) => {
    const { importNo } = await getImportInWorkspace(tx, ctx, input.importId);
    return tx
      .select({ id: rejected.id, rowNo: rejected.rowNo, reason: rejected.reason, raw: rejected.raw })
      .from(rejected)
      .where(
        inWorkspace(
          ctx,
          rejected,
          eq(rejected.importNo, importNo),
          eq(rejected.conflicting, false),
          gt(rejected.id, input.after),
        ),
      )
      .orderBy(asc(rejected.id))
      .limit(input.limit + 1);
  });
  const page = rows.slice(0, input.limit).map((row) => ({ ...row, raw: row.raw.toString('utf8') }));
  return { rows: page, next: rows.length > input.limit ? page.at(-1)?.id : undefined };
}
