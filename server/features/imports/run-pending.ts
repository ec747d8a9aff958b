import { and, asc, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { imports } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { runImport } from './run';

/** Runs what waits in a workspace and what a dead reader left behind, the oldest first. Returns how many were run. */
export async function runPendingImports(ctx: ServiceContext): Promise<number> {
  requirePermission(ctx, 'imports:write');
  const free = or(isNull(imports.claimedUntil), lt(imports.claimedUntil, sql`now()`));
  const pending = await withWorkspace(ctx, (tx) =>
    tx
      .select({ id: imports.id })
      .from(imports)
      .where(inWorkspace(ctx, imports, and(inArray(imports.state, ['waiting', 'running']), free)))
      .orderBy(asc(imports.importNo)),
  );
  for (const { id } of pending) await runImport(ctx, { importId: id });
  return pending.length;
}
