import { requirePermission } from '@/server/auth/require-permission';
import { findTraces, readFamily } from '@/server/features/identity';
import type { Workspace } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';
import { type Applied, applyInbox, applyRequests, applyUndoRequest } from './apply-block';
import { listRequests, type MoveRequest } from './apply-requests';
import { withLease } from './lease';
import { listOpenBlocks, loadBlock } from './load-block';
import { readWorkspace } from './read-workspace';
import { rebuildHeld } from './rebuild-workspace';
import { retireNumbers } from './retire';
import { findUndoRequest } from './undo/apply-undo';
import { waitsForRebuild } from './undo/close-undo';
import { type WorkerContext, type WorkerDeps, workerContext } from './worker-context';

export interface WorkspaceRun {
  /** Somebody else works on it. */
  busy: boolean;
  blocks: number;
  rows: number;
  /** True when nothing was left to do. */
  drained: boolean;
  /** For each block, milliseconds from receipt of its oldest row until it could be asked for. */
  visibleAfterMs: number[];
}

export interface RunOptions {
  /** Blocks before others get their turn. */
  mostBlocks?: number;
  rowsPerBlock?: number;
  /** Customers that an undo moves one by one; past them all answers are built anew. */
  mostMoves?: number;
}

/**
 * One turn of a workspace: what a crash left open is finished first, then accepted rows and asked-for moves become
 * blocks in the record, each handed to the analytics store before the next. Safe to call from many processes at once.
 */
export async function runWorkspaceOnce(
  deps: WorkerDeps,
  workspace: Workspace,
  { mostBlocks = 8, rowsPerBlock = 20_000, mostMoves = 5_000 }: RunOptions = {},
): Promise<WorkspaceRun> {
  const outer = workerContext(deps, workspace);
  requirePermission(outer, 'customers:write');
  const run: WorkspaceRun = { busy: false, blocks: 0, rows: 0, drained: false, visibleAfterMs: [] };
  const held = await withLease(outer, async () => {
    let ctx = workerContext(deps, await readWorkspace(outer));
    const rebuildDue = async () =>
      ctx.workspace.no < 0 || withWorkspace(ctx, (tx) => waitsForRebuild(tx, ctx.workspace));
    const rebuild = async () => {
      const isRebuilt = (await rebuildHeld(ctx)) !== undefined;
      ctx = workerContext(deps, await readWorkspace(outer));
      return isRebuilt;
    };
    if ((await rebuildDue()) && !(await rebuild())) return;
    await retireNumbers(ctx);
    for (const open of await listOpenBlocks(ctx)) await loadBlock(ctx, open);
    while (run.blocks < mostBlocks) {
      const applied = await applyNext(ctx, { rowsPerBlock, mostMoves });
      run.drained = applied === 'idle';
      if (typeof applied === 'string') return;
      run.blocks += 1;
      run.rows += applied.rows;
      for (const open of await listOpenBlocks(ctx)) await loadBlock(ctx, open);
      if ((await rebuildDue()) && !(await rebuild())) return;
      if (applied.oldestMs !== null) run.visibleAfterMs.push(ctx.clock.nowMs() - applied.oldestMs);
    }
  });
  run.busy = !held;
  return run;
}

async function applyNext(
  ctx: WorkerContext,
  { rowsPerBlock, mostMoves }: { rowsPerBlock: number; mostMoves: number },
): Promise<Applied> {
  const { requests, undo } = await withWorkspace(ctx, async (tx) => ({
    requests: await listRequests(tx, ctx.workspace),
    undo: await findUndoRequest(tx, ctx.workspace),
  }));
  if (requests.length === 0) return undo ? applyUndoRequest(ctx, undo, { mostMoves }) : applyInbox(ctx, rowsPerBlock);
  const [first] = requests;
  // A customer may be named by several requests: those before an erasure are applied without it.
  const before = requests.findIndex(({ reason }) => reason === 'erase');
  if (first?.reason === 'erase') return eraseOne(ctx, first);
  return applyRequests(ctx, before < 0 ? requests : requests.slice(0, before), []);
}

async function eraseOne(ctx: WorkerContext, request: MoveRequest): Promise<Applied> {
  const family = await withWorkspace(ctx, (tx) => readFamily(tx, ctx, request.customerId));
  return applyRequests(ctx, [], [{ request, family, traces: await findTraces(ctx, family) }]);
}
