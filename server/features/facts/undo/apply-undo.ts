import { sql } from 'drizzle-orm';
import {
  type BlockScope,
  refoldCustomerProfiles,
  removeGone,
  repointEvents,
  settleContacts,
  takeUpdatesBack,
} from '@/server/features/identity';
import type { Tx } from '@/server/platform/database';
import type { Workspace } from '@/server/platform/context';
import { applyOrders } from '../apply-facts';
import { applyRecords, applySubscriptions } from '../apply-records';
import type { Pipeline } from '../claim';
import { freeKeys } from './free-keys';
import { reclaimEarlier, takeOut } from './take-out';
import { findGone, openUndo, planLookups, planSets } from './undone-rows';

export interface UndoRequest {
  id: string;
  importNo: number;
}

/** What became of it: how many rows went, and whether so many customers move that all answers are built anew instead. */
export interface Undone {
  rows: number;
  rebuilds: boolean;
}

/** The undo that was asked for first and is not applied to the record yet. */
export async function findUndoRequest(tx: Tx, workspace: Workspace): Promise<UndoRequest | undefined> {
  const [row] = await tx.execute<{ id: string; import_no: number }>(sql`
    select id, import_no from moves where workspace_id = ${workspace.id} and reason = 'undo' and block is null and done_at is null
    order by created_at, id limit 1`);
  return row && { id: row.id, importNo: Number(row.import_no) };
}

/**
 * Takes an import out of the record as if it had never come: its rows, what they said about profiles, customers that
 * nothing else speaks of, its keys. Records it had changed fall back to the version before. The move keeps the numbers
 * that must die in the analytics store with the block; everybody else concerned gets a fresh one.
 */
export async function applyUndo(
  scope: BlockScope,
  request: UndoRequest,
  { mark, mostMoves }: { mark: Pipeline; mostMoves: number },
): Promise<Undone> {
  const { tx, workspace } = scope;
  const { importNo } = request;
  await planSets(tx);
  const rows = await openUndo(tx, workspace, importNo);
  const { spendChanged } = await takeOut(scope);
  await reclaimEarlier(scope, importNo, mark);
  await takeUpdatesBack(scope);
  await findGone(tx, workspace, importNo);
  await removeGone(scope);
  await planLookups(tx);
  await settleContacts(scope);
  await applySubscriptions(scope);
  await repointEvents(scope);
  await applyOrders(scope);
  await applyRecords(scope);
  await refoldCustomerProfiles(scope);
  await planSets(tx);
  await freeKeys(tx, workspace, importNo);
  const rebuilds = (await countConcerned(tx)) > mostMoves;
  if (rebuilds) await tx.execute(sql`delete from restated`);
  else if (spendChanged) await moveSpend(scope);
  await noteUndo(scope, request, { rebuilds });
  return { rows, rebuilds };
}

async function countConcerned(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`
    select (select count(distinct customer_id) from restated)::integer + (select count(*) from gone)::integer as n`);
  return Number(row?.n ?? 0);
}

/** Rows of channels stand under one number that moves like a customer's: what went from them goes with the old one. */
async function moveSpend(scope: BlockScope): Promise<void> {
  const { tx, workspace, block } = scope;
  await tx.execute(sql`
    insert into moves (workspace_id, id, reason, from_nos, to_no, block)
    select ${workspace.id}, gen_random_uuid(), 'restate', array[spend_no], ${scope.nextNo}::bigint, ${block} from pipelines where workspace_id = ${workspace.id}`);
  scope.nextNo += 1;
}

async function noteUndo(
  { tx, workspace, block }: BlockScope,
  { id }: UndoRequest,
  { rebuilds }: { rebuilds: boolean },
) {
  const dead = sql`(select coalesce(array_agg(distinct no), '{}') from gone
    where root_id in (select customer_id from gone) and root_id not in (select former from heirs))`;
  await tx.execute(sql`
    update moves set block = ${block}, from_nos = ${rebuilds ? sql`'{}'::bigint[]` : dead}
    where workspace_id = ${workspace.id} and id = ${id}::uuid`);
}
