import { sql } from 'drizzle-orm';
import { type BlockScope, openWorkTables, repointEvents, resolveIdentity } from '@/server/features/identity';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { withWorkspace } from '@/server/platform/transaction';
import { applyEvents, applyOrders } from './apply-facts';
import { applyRecords, applySubscriptions } from './apply-records';
import { applyErasures, applyMerges, type Erasure, listRequests, type MoveRequest } from './apply-requests';
import { type Claim, claimRows, hasUnsettled, lockPipeline, type Pipeline } from './claim';
import { noteRestatements } from './note-moves';
import { tablesOfBlock } from './store-tables';
import { applyUndo, findUndoRequest, type UndoRequest } from './undo/apply-undo';

type Scope = Pick<ServiceContext, 'db' | 'workspace' | 'clock' | 'rng'>;

/**
 * What became of a turn: the block that was written; nothing to do; only rows that a running transaction may still
 * precede; or somebody else has the pipeline.
 */
export type Applied = { block: number; rows: number; oldestMs: number | null } | 'idle' | 'unsettled' | 'busy';

/** Takes up to `limit` accepted rows into the record as one block, together with the mark that they were taken. */
export async function applyInbox(ctx: Scope, limit: number): Promise<Applied> {
  return inBlock(ctx, async (scope, pipeline) => {
    const claim = await claimRows(scope.tx, ctx.workspace, pipeline, limit);
    if (claim.rows === 0) return undefined;
    scope.kinds = claim.kinds;
    await resolveIdentity(scope, ctx.rng);
    await applySubscriptions(scope);
    await repointEvents(scope);
    await applyEvents(scope);
    await applyOrders(scope);
    await applyRecords(scope);
    return claim;
  });
}

/** Applies what verbs asked for, as a block of its own; nothing when some of it was applied since it was read. */
export async function applyRequests(
  ctx: Scope,
  requests: readonly MoveRequest[],
  erasures: readonly Erasure[],
): Promise<Applied> {
  return inBlock(ctx, async (scope, { txid, seq, lastReceivedAt }) => {
    const waiting = new Set((await listRequests(scope.tx, ctx.workspace)).map(({ id }) => id));
    if (![...requests, ...erasures.map(({ request }) => request)].every(({ id }) => waiting.has(id))) return undefined;
    await applyMerges(scope, requests, ctx.rng);
    await applyErasures(scope, erasures);
    return { rows: requests.length + erasures.length, kinds: new Set(), txid, seq, lastReceivedAt, oldestMs: null };
  });
}

/**
 * Takes an import back, as a block of its own; nothing when that was done since it was read. Past `mostMoves` customers
 * the block holds nothing to load: all answers are built anew instead.
 */
export async function applyUndoRequest(
  ctx: Scope,
  request: UndoRequest,
  { mostMoves }: { mostMoves: number },
): Promise<Applied> {
  return inBlock(ctx, async (scope, pipeline) => {
    const waiting = await findUndoRequest(scope.tx, ctx.workspace);
    if (waiting?.id !== request.id) return undefined;
    const { rows, rebuilds } = await applyUndo(scope, request, { mark: pipeline, mostMoves });
    const { txid, seq, lastReceivedAt } = pipeline;
    return { rows, kinds: new Set<string>(), txid, seq, lastReceivedAt, oldestMs: null, rebuilds };
  });
}

async function inBlock(
  ctx: Scope,
  fill: (scope: BlockScope, pipeline: Pipeline) => Promise<(Claim & { rebuilds?: boolean }) | undefined>,
): Promise<Applied> {
  return withWorkspace(ctx, async (tx) => {
    const pipeline = await lockPipeline(tx, ctx.workspace);
    if (!pipeline || pipeline.openBlocks > 0) return 'busy';
    await openWorkTables(tx);
    const scope: BlockScope = {
      tx,
      workspace: ctx.workspace,
      block: pipeline.lastBlock + 1,
      now: dateOf(ctx.clock),
      nextNo: pipeline.nextNo,
      kinds: new Set(),
    };
    const claim = await fill(scope, pipeline);
    if (!claim) return (await hasUnsettled(tx, ctx.workspace, pipeline)) ? 'unsettled' : 'idle';
    await noteRestatements(scope);
    await closeBlock(tx, scope, claim);
    return { block: scope.block, rows: claim.rows, oldestMs: claim.oldestMs };
  });
}

/** The block and the mark in one transaction: a row is in exactly one block, whatever happens next. */
async function closeBlock(
  tx: Tx,
  { workspace, block, nextNo, now }: BlockScope,
  claim: Claim & { rebuilds?: boolean },
): Promise<void> {
  const tables = claim.rebuilds ? [] : await tablesOfBlock(tx, workspace, block);
  await tx.execute(sql`
    update pipelines set txid = ${claim.txid}::xid8, seq = ${claim.seq}::bigint, last_block = ${block}, next_customer_no = ${nextNo},
      last_received_at = ${claim.lastReceivedAt}::timestamptz where workspace_id = ${workspace.id}`);
  await tx.execute(sql`
    insert into blocks (workspace_id, block, rows, tables, created_at, loaded_at)
    values (${workspace.id}, ${block}, ${claim.rows}, ${`{${tables.join(',')}}`}::text[], ${now.toISOString()}::timestamptz,
      ${claim.rebuilds ? now.toISOString() : null}::timestamptz)`);
}
