import { count, desc, eq } from 'drizzle-orm';
import { rejected } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { getImportInWorkspace } from './internal';
import type { ImportInput } from './schemas';

const most = 5;

export interface RejectReason {
  reason: string;
  rows: number;
}

/** Why rows of an import were refused, the commonest reason first. */
export async function listReasons(ctx: ServiceContext, input: ImportInput): Promise<RejectReason[]> {
  requirePermission(ctx, 'imports:read');
  return withWorkspace(ctx, async (tx) => {
    const { importNo } = await getImportInWorkspace(tx, ctx, input.importId);
    return tx
      .select({ reason: rejected.reason, rows: count() })
      .from(rejected)
      .where(inWorkspace(ctx, rejected, eq(rejected.importNo, importNo), eq(rejected.conflicting, false)))
      .groupBy(rejected.reason)
      .orderBy(desc(count()), rejected.reason)
      .limit(most);
  });
}
