import { sql } from 'drizzle-orm';
import { dateOf } from '@/server/platform/clock';
import { withWorkspace } from '@/server/platform/transaction';
import { numberedTables, scoreTables } from './store-tables';
import type { WorkerContext } from './worker-context';

/** Clears away what stands in the store under numbers that this workspace no longer has, once nobody reads it. */
export async function retireNumbers(ctx: WorkerContext): Promise<number> {
  const due = await withWorkspace(ctx, (tx) =>
    tx.execute<{ id: string; ws: string }>(sql`
      select id, from_nos[1]::text as ws from moves
      where workspace_id = ${ctx.workspace.id} and reason = 'retire' and done_at is null and not_before <= now()`),
  );
  for (const { id, ws } of due) {
    for (const table of ['sets', ...numberedTables, ...scoreTables])
      await ctx.writer.command(`DELETE FROM ${table} WHERE ws = {ws:UInt32}`, { ws: Number(ws) });
    await withWorkspace(ctx, (tx) =>
      tx.execute(
        sql`update moves set done_at = ${dateOf(ctx.clock).toISOString()}::timestamptz where workspace_id = ${ctx.workspace.id} and id = ${id}`,
      ),
    );
  }
  return due.length;
}
