import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { bigint64, hiddenCustomers, integer64, isVisible } from '@/server/analytics';
import { requirePermission } from '@/server/auth/require-permission';
import type { Workspace } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';
import { withLease } from './lease';
import { listOpenBlocks, loadBlock } from './load-block';
import { readWorkspace } from './read-workspace';
import { rebuildHeld } from './rebuild-workspace';
import { type WorkerContext, type WorkerDeps, workerContext } from './worker-context';

/** Why a workspace was rebuilt, or that it need not be. */
export type StoreVerdict = 'right' | 'rebuilt_differs' | 'rebuilt_dead_numbers' | 'busy';

/** Dead numbers are cleared away when they are this share of all, and there are this many. */
const dead = { share: 0.01, least: 100 };

interface Counts {
  events: number;
  orders: number;
  /** As the store adds up: in 64 bits, so that a sum beyond them still compares. */
  netMinor: bigint;
}

/**
 * Compares what the analytics store answers with the record and rebuilds the workspace where they differ (a power cut
 * may cost the store its last inserts) or where dead numbers have become many.
 */
export async function checkStore(deps: WorkerDeps, workspace: Workspace): Promise<StoreVerdict> {
  const outer = workerContext(deps, workspace, 'check store');
  requirePermission(outer, 'workspace:write');
  let verdict: StoreVerdict = 'busy';
  await withLease(outer, async () => {
    const ctx = workerContext(deps, await readWorkspace(outer), 'check store');
    if (ctx.workspace.no < 0) return;
    for (const open of await listOpenBlocks(ctx)) await loadBlock(ctx, open);
    const [want, have] = [await countRecord(ctx), await countAnswers(ctx)];
    const differs = want.events !== have.events || want.orders !== have.orders || want.netMinor !== have.netMinor;
    const isSwept = have.dead < dead.least || have.dead < dead.share * have.customers;
    verdict = differs ? 'rebuilt_differs' : isSwept ? 'right' : 'rebuilt_dead_numbers';
    if (verdict !== 'right' && !(await rebuildHeld(ctx))) verdict = 'busy';
  });
  return verdict;
}

async function countRecord(ctx: WorkerContext): Promise<Counts> {
  const ws = ctx.workspace.id;
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.execute<Record<keyof Counts, string>>(sql`
      select (select count(*) from events where workspace_id = ${ws} and block is not null) as events,
        count(*) as orders, coalesce(sum(amount_minor), 0) as "netMinor" from orders where workspace_id = ${ws}`),
  );
  return {
    events: Number(row?.events),
    orders: Number(row?.orders),
    netMinor: BigInt.asIntN(64, BigInt(row?.netMinor ?? 0)),
  };
}

const counted = z.object({
  events: integer64,
  orders: integer64,
  net_minor: bigint64,
  dead: integer64,
  customers: integer64,
});

async function countAnswers(ctx: WorkerContext): Promise<Counts & { dead: number; customers: number }> {
  const visible = `ws = {ws:UInt32} AND ${isVisible('no')}`;
  const [row] = await ctx.writer.query(
    `WITH ${hiddenCustomers}
    SELECT (SELECT count() FROM events WHERE ${visible}) AS events, (SELECT count() FROM orders WHERE ${visible}) AS orders,
      (SELECT sum(amount_minor) FROM cust_month WHERE ${visible} AND metric = 'order') AS net_minor,
      (SELECT bitmapCardinality(h) FROM hid) AS dead, (SELECT count() FROM customers WHERE ws = {ws:UInt32}) AS customers`,
    counted,
    { ws: ctx.workspace.no },
  );
  return {
    events: row?.events ?? 0,
    orders: row?.orders ?? 0,
    netMinor: row?.net_minor ?? 0n,
    dead: row?.dead ?? 0,
    customers: row?.customers ?? 0,
  };
}
