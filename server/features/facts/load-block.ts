import { sql } from 'drizzle-orm';
import { dateOf } from '@/server/platform/clock';
import { withWorkspace } from '@/server/platform/transaction';
import { isCurrent } from './claim';
import { copyingOut } from './copy-out';
import { tokenOf } from './domain/token';
import { executeMoves } from './execute-moves';
import { storeRows } from './store-rows';
import { storeTables } from './store-tables';
import { closeUndone } from './undo/close-undo';
import type { WorkerContext } from './worker-context';

export interface OpenBlock {
  block: number;
  rows: number;
  tables: string[];
}

/** Blocks written to the record and not known to be in the analytics store, oldest first. */
export async function listOpenBlocks(ctx: WorkerContext): Promise<OpenBlock[]> {
  return withWorkspace(ctx, async (tx) => [
    ...(await tx.execute<{ block: number; rows: number; tables: string[] }>(sql`
      select block, rows, to_jsonb(tables) as tables from blocks where workspace_id = ${ctx.workspace.id} and loaded_at is null order by block`)),
  ]);
}

/**
 * Hands one block to the analytics store: its rows, then its moves, then the note that it is there. Every step may be
 * repeated, and the same block again has no effect, so a crash anywhere is made good by calling it once more.
 */
export async function loadBlock(ctx: WorkerContext, open: OpenBlock): Promise<void> {
  const { workspace, writer } = ctx;
  const tables = storeTables.filter(({ name }) => open.tables.includes(name));
  for (const table of tables) {
    const { columns, query } = storeRows(table, workspace, { ws: workspace.no, of: { block: open.block } });
    await copyingOut(ctx, { lookups: true }, async (copy) =>
      writer.insertStream(table.name, await copy.rows(query), {
        columns,
        format: 'TabSeparated',
        deduplicationToken: tokenOf(workspace.no, open.block, 'rows'),
      }),
    );
  }
  await executeMoves(ctx, open.block);
  await closeLoadedBlock(ctx, open.block);
}

/** The block is in the store: its customers stand under their fresh numbers from here on. Not if that is another store now. */
export async function closeLoadedBlock(ctx: WorkerContext, block: number): Promise<void> {
  const at = dateOf(ctx.clock).toISOString();
  await withWorkspace(ctx, async (tx) => {
    await tx.execute(sql`select 1 from pipelines where workspace_id = ${ctx.workspace.id} for update`);
    if (!(await isCurrent(tx, ctx.workspace))) return;
    await tx.execute(sql`
      with done as (
        update moves set done_at = ${at}::timestamptz where workspace_id = ${ctx.workspace.id} and block = ${block} and done_at is null
        returning customer_id, to_no
      ), family as materialized (
        select c.row, d.to_no from done d cross join lateral (select ctid as row from customers
          where workspace_id = ${ctx.workspace.id} and (id = d.customer_id or merged_into = d.customer_id) for update) c where d.to_no is not null
      ), channels as (
        update pipelines p set spend_no = d.to_no from done d where p.workspace_id = ${ctx.workspace.id} and d.customer_id is null and d.to_no is not null
      )
      update customers c set no = f.to_no from family f where c.ctid = f.row`);
    await closeUndone(tx, ctx.workspace, at);
    const closed = await tx.execute(sql`
      update blocks set loaded_at = ${at}::timestamptz where workspace_id = ${ctx.workspace.id} and block = ${block} and loaded_at is null returning 1`);
    if (closed.length > 0)
      await tx.execute(
        sql`update pipelines set visible_at = ${at}::timestamptz where workspace_id = ${ctx.workspace.id}`,
      );
  });
}
