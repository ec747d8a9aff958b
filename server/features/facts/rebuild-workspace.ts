import { sql } from 'drizzle-orm';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { Workspace } from '@/server/platform/context';
import { newId } from '@/server/platform/ids';
import { withWorkspace } from '@/server/platform/transaction';
import { isCurrent } from './claim';
import { fillStore } from './fill-store';
import { withLease } from './lease';
import { closeLoadedBlock, listOpenBlocks, loadBlock } from './load-block';
import { readWorkspace } from './read-workspace';
import { closeUndone } from './undo/close-undo';
import { type WorkerContext, type WorkerDeps, workerContext } from './worker-context';

export interface RebuiltWorkspace {
  rows: number;
  seconds: number;
  /** The workspace's number in the analytics store from now on. */
  no: number;
}

/** Who asked with the old number may still be reading: its rows go after the longest question is over. */
const RETIRE_AFTER = '10 minutes';
/** A rebuild that ended half-way is cleared away after this. */
const ABANDONED_AFTER = '2 hours';
const LEASE_WAIT_MS = 100;

/**
 * Builds a workspace's answers anew from the record, under a fresh number, checks them, and switches to that number in
 * one transaction: no answer is ever half old, half new. Accepting goes on meanwhile; new rows become visible after it.
 */
export async function rebuildWorkspace(deps: WorkerDeps, workspace: Workspace): Promise<RebuiltWorkspace> {
  const outer = workerContext(deps, workspace, 'rebuild');
  requirePermission(outer, 'workspace:write');
  for (;;) {
    let rebuilt: RebuiltWorkspace | undefined;
    await withLease(outer, async () => {
      rebuilt = await rebuildHeld(workerContext(deps, await readWorkspace(outer), 'rebuild'));
    });
    if (rebuilt) return rebuilt;
    await new Promise((resolve) => setTimeout(resolve, LEASE_WAIT_MS));
  }
}

/**
 * The same for who holds the lease already. Undefined when the workspace went on meanwhile, so that what was built is not
 * all of it: by somebody whose lease ended and who does not know yet, or because ours did.
 */
export async function rebuildHeld(ctx: WorkerContext): Promise<RebuiltWorkspace | undefined> {
  const startedMs = performance.now();
  const isLost = ctx.workspace.no < 0;
  for (const open of await listOpenBlocks(ctx))
    await (isLost ? closeLoadedBlock(ctx, open.block) : loadBlock(ctx, open));
  const { no, move } = await beginRebuild(ctx);
  const filled = await fillStore(ctx, no);
  if (!filled) return undefined;
  await ctx.writer.command(
    `INSERT INTO sets SELECT {ws:UInt32}, 'rebuilt', '', toUInt16(0), toUInt64(0), groupBitmapStateIf(toUInt32(0), 0)`,
    { ws: no },
  );
  if (!(await switchTo(ctx, { no, move, lastBlock: filled.lastBlock }))) return undefined;
  return { rows: filled.rows, no, seconds: Math.round(performance.now() - startedMs) / 1000 };
}

/** Notes the number before anything is written under it, so that a crash leaves nothing behind for ever. */
async function beginRebuild(ctx: WorkerContext): Promise<{ no: number; move: string }> {
  const move = newId(ctx);
  return withWorkspace(ctx, async (tx) => {
    const [row] = await tx.execute<{ no: string }>(
      sql`select nextval(pg_get_serial_sequence('workspaces', 'no'))::text as no`,
    );
    const no = Number(row?.no);
    await tx.execute(sql`
      insert into moves (workspace_id, id, reason, from_nos, requested_by, not_before)
      values (${ctx.workspace.id}, ${move}, 'retire', array[${no}::bigint], 'rebuild', now() + ${ABANDONED_AFTER}::interval)`);
    return { no, move };
  });
}

/** What was filled becomes what answers, unless a block was made since or another rebuild came first. */
async function switchTo(
  ctx: WorkerContext,
  { no, move, lastBlock }: { no: number; move: string; lastBlock: number },
): Promise<boolean> {
  const { workspace } = ctx;
  const at = dateOf(ctx.clock).toISOString();
  return withWorkspace(ctx, async (tx) => {
    const held = await tx.execute(
      sql`select 1 from pipelines where workspace_id = ${workspace.id} and last_block = ${lastBlock} for update`,
    );
    if (held.length === 0 || !(await isCurrent(tx, workspace))) return false;
    await tx.execute(
      sql`update pipelines set generation = generation + 1, visible_at = ${at}::timestamptz where workspace_id = ${workspace.id}`,
    );
    await tx.execute(
      sql`update moves set done_at = ${at}::timestamptz where workspace_id = ${workspace.id}
        and (id = ${move} or (reason = 'undo' and block <= ${lastBlock} and done_at is null))`,
    );
    await closeUndone(tx, workspace, at);
    if (workspace.no > 0)
      await tx.execute(sql`
        insert into moves (workspace_id, id, reason, from_nos, requested_by, not_before)
        values (${workspace.id}, ${newId(ctx)}, 'retire', array[${workspace.no}::bigint], 'rebuild', now() + ${RETIRE_AFTER}::interval)`);
    await tx.execute(sql`update workspaces set no = ${no} where id = ${workspace.id}`);
    await audit(
      tx,
      { ...ctx, workspace: { ...workspace, no } },
      { verb: 'facts.rebuild', subject: `workspace:${workspace.id}` },
    );
    return true;
  });
}
