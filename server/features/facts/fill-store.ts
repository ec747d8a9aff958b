import { Readable } from 'node:stream';
import { z } from 'zod';
import { bigint64, integer64 } from '@/server/analytics';
import { AppError } from '@/server/platform/errors';
import { type CopyOut, copyingOut } from './copy-out';
import { lineChunks } from './domain/line-chunks';
import { storeRows } from './store-rows';
import { type StoreTable, storeTables } from './store-tables';
import type { WorkerContext } from './worker-context';

const CHUNK_BYTES = 48 << 20;

/**
 * Fills the store with everything the record has of the workspace, under the number `ws`, and checks what arrived: all
 * blocks up to `lastBlock`. Undefined when the record has a block that is not in the present store: its moves are not
 * made yet, so the numbers in the record are not the ones to fill with.
 */
export async function fillStore(
  ctx: WorkerContext,
  ws: number,
): Promise<{ rows: number; lastBlock: number } | undefined> {
  return copyingOut(ctx, { lookups: false }, async (copy) => {
    const mine = `workspace_id = '${ctx.workspace.id}'`;
    if ((await copy.count(`select count(*) as n from blocks where ${mine} and loaded_at is null`)) > 0)
      return undefined;
    const lastBlock = await copy.count(`select last_block as n from pipelines where ${mine}`);
    let rows = 0;
    for (const table of storeTables) rows += await fillTable(ctx, copy, { table, ws });
    await checkRollups(ctx, copy, ws);
    return { rows, lastBlock };
  });
}

/** While one piece is inserted, the next one is read. */
async function fillTable(
  ctx: WorkerContext,
  copy: CopyOut,
  { table, ws }: { table: StoreTable; ws: number },
): Promise<number> {
  const { columns, query } = storeRows(table, ctx.workspace, { ws, of: 'workspace' });
  let rows = 0;
  let inserting: Promise<void> = Promise.resolve();
  for await (const { parts, lines } of lineChunks(await copy.rows(query), CHUNK_BYTES)) {
    await inserting;
    rows += lines;
    inserting = ctx.writer.insertStream(table.name, Readable.from(parts, { objectMode: false }), {
      columns,
      format: 'TabSeparated',
      settings: { insert_deduplicate: 0 },
    });
    inserting.catch(() => {});
  }
  await inserting;
  const [there] = await ctx.writer.query(`SELECT count() AS n FROM ${table.name} WHERE ws = {ws:UInt32}`, counted, {
    ws,
  });
  return requireEqual(table.name, rows, there?.n);
}

const counted = z.object({ n: integer64 });
const summed = z.object({ n: bigint64 });

/** The roll-ups against the record: purchases and net money by one pass, activity by the facts just counted. */
async function checkRollups(ctx: WorkerContext, copy: CopyOut, ws: number): Promise<void> {
  const ask = async (sql: string) => (await ctx.writer.query(sql, counted, { ws }))[0]?.n;
  const mine = `from orders where workspace_id = '${ctx.workspace.id}'`;
  const purchases = await copy.count(`select count(*) as n ${mine} and coalesce(amount_minor, original_minor, 0) >= 0`);
  const net = await copy.sum(`select coalesce(sum(amount_minor), 0) as n ${mine}`);
  for (const table of ['cust_month', 'cust_day', 'cust']) {
    const where = `FROM ${table} WHERE ws = {ws:UInt32} AND metric = 'order'`;
    requireEqual(`${table}.n`, purchases, await ask(`SELECT sum(n) AS n ${where}`));
    const [kept] = await ctx.writer.query(`SELECT sum(amount_minor) AS n ${where}`, summed, { ws });
    requireEqual(`${table}.amount_minor`, net, kept?.n);
  }
  const events = await ask('SELECT count() AS n FROM events WHERE ws = {ws:UInt32}');
  requireEqual(
    'cust',
    purchases + (events ?? 0),
    await ask(`SELECT sum(n) AS n FROM cust WHERE ws = {ws:UInt32} AND metric = ''`),
  );
  for (const [kind, period] of [
    ['day', 'd'],
    ['month', 'm'],
  ] as const) {
    const active = await ask(
      `SELECT uniqExact(no, ${period}) AS n FROM (SELECT no, ${period} FROM orders WHERE ws = {ws:UInt32} AND purchase = 1 UNION ALL SELECT no, ${period} FROM events WHERE ws = {ws:UInt32})`,
    );
    const sets = `SELECT sum(c) AS n FROM (SELECT groupBitmapMerge(bits) AS c FROM sets WHERE ws = {ws:UInt32} AND kind = '${kind}' AND key = '' GROUP BY period)`;
    requireEqual(`sets.${kind}`, active ?? 0, await ask(sets));
  }
}

function requireEqual<N extends number | bigint>(what: string, want: N, have: N | undefined): N {
  if (want === have) return want;
  throw new AppError('analytics_unavailable', `The rebuilt ${what} differs from the record.`, {
    what,
    want: String(want),
    have: String(have),
  });
}
