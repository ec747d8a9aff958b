import { sql } from 'drizzle-orm';
import { withWorkspace } from '@/server/platform/transaction';
import { copyingOut } from './copy-out';
import { tokenOf } from './domain/token';
import { storeRows } from './store-rows';
import { numberedTables, storeTables } from './store-tables';
import type { WorkerContext } from './worker-context';

interface Moves {
  staged: number[];
  dead: number[];
  erased: boolean;
}

/** Earlier numbers of an erased customer are among them; rows of a dead number count nowhere, so all of them may go. */
const deadNumbers = `SELECT arrayJoin(bitmapToArray(groupBitmapMergeState(bits))) FROM sets WHERE ws = {ws:UInt32} AND kind = 'dead'`;

/** One insert, one block, one part: all of it is seen at once, or nothing. */
const addToSets = `INSERT INTO sets SELECT {ws:UInt32} AS ws, pair.1 AS kind, '' AS key, toUInt16(0) AS period, toUInt64(0) AS version, groupBitmapState(pair.2) AS bits
  FROM (SELECT arrayJoin(arrayConcat(arrayMap(no -> ('staged', no), {staged:Array(UInt32)}), arrayMap(no -> ('live', no), {live:Array(UInt32)}),
    arrayMap(no -> ('dead', no), {dead:Array(UInt32)}))) AS pair) GROUP BY kind`;

/**
 * Moves the block's customers to their fresh numbers: hide the new ones, fill them from the record, then switch with one
 * insert. Until the switch every answer is the old one, after it the new one. Erased numbers die and their rows go.
 */
export async function executeMoves(ctx: WorkerContext, block: number): Promise<void> {
  const { writer, workspace } = ctx;
  const ws = workspace.no;
  const { staged, dead, erased } = await readMoves(ctx, block);
  if (staged.length + dead.length === 0) return;
  const token = (step: string) => ({ insert_deduplication_token: tokenOf(ws, block, step) });
  if (staged.length > 0) {
    await writer.command(addToSets, { ws, staged, live: [], dead: [] }, token('staged'));
    await fillFreshNumbers(ctx, block);
  }
  await writer.command(addToSets, { ws, staged: [], live: staged, dead }, token('switched'));
  for (const table of erased ? numberedTables : [])
    await writer.command(`DELETE FROM ${table} WHERE ws = {ws:UInt32} AND no IN (${deadNumbers})`, { ws });
}

async function fillFreshNumbers(ctx: WorkerContext, block: number): Promise<void> {
  const { writer, workspace } = ctx;
  for (const table of storeTables) {
    const { columns, query } = storeRows(table, workspace, { ws: workspace.no, of: { movesOf: block } });
    await copyingOut(ctx, { lookups: true }, async (copy) => {
      if ((await copy.count(`select count(*) as n from (${query} limit 1) as any_row`)) === 0) return;
      const deduplicationToken = tokenOf(workspace.no, block, 'moves');
      await writer.insertStream(table.name, await copy.rows(query), {
        columns,
        format: 'TabSeparated',
        deduplicationToken,
      });
    });
  }
}

async function readMoves(ctx: WorkerContext, block: number): Promise<Moves> {
  const rows = await withWorkspace(ctx, (tx) =>
    tx.execute<{ from_nos: number[]; to_no: string | null; reason: string }>(sql`
      select to_jsonb(from_nos) as from_nos, to_no::text as to_no, reason from moves
      where workspace_id = ${ctx.workspace.id} and block = ${block} and done_at is null`),
  );
  return {
    staged: rows.flatMap(({ to_no }) => (to_no === null ? [] : [Number(to_no)])),
    dead: rows.flatMap(({ from_nos }) => from_nos),
    erased: rows.some(({ reason }) => reason === 'erase'),
  };
}
