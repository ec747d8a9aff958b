import { sql } from 'drizzle-orm';
import type { ServiceContext } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';

/**
 * Runs `work` while no other process does so for this workspace; false when one does. The lock belongs to a transaction
 * that writes nothing: it ends with its connection, and it holds no transaction id that others would have to wait for.
 * It may end without the work knowing. Work that outlives it does no harm: its inserts are known by token, and with the
 * pipeline's row locked it makes, closes and switches nothing that went on without it (`isCurrent`, `last_block`).
 */
export async function withLease(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  work: () => Promise<void>,
): Promise<boolean> {
  return withWorkspace(ctx, async (tx) => {
    const [row] = await tx.execute<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${`pipeline ${ctx.workspace.id}`}, 0)) as held`,
    );
    if (!row?.held) return false;
    await work();
    return true;
  });
}
