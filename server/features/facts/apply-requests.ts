import { sql } from 'drizzle-orm';
import {
  type BlockScope,
  eraseFamily,
  type Evidence,
  type Family,
  joinCustomers,
  refoldCustomerProfiles,
  type Traces,
} from '@/server/features/identity';
import type { Rng } from '@/server/platform/rng';
import type { Tx } from '@/server/platform/database';
import type { Workspace } from '@/server/platform/context';

/** A move that a verb asked for. */
export interface MoveRequest {
  id: string;
  reason: 'merge' | 'erase' | 'restate';
  customerId: string;
  intoId: string | null;
  requestedBy: string | null;
}

const mostAtOnce = 200;

/** Moves that were asked for and not applied to the record yet, in the order of asking. */
export async function listRequests(tx: Tx, workspace: Workspace): Promise<MoveRequest[]> {
  const rows = await tx.execute<Record<keyof MoveRequest, string>>(sql`
    select id, reason, customer_id as "customerId", into_id as "intoId", requested_by as "requestedBy" from moves
    where workspace_id = ${workspace.id} and block is null and done_at is null and reason in ('merge', 'erase', 'restate')
    order by created_at, id limit ${mostAtOnce}`);
  return rows.map((row) => ({ ...row, reason: row.reason as MoveRequest['reason'] }));
}

/** What must be known before a customer is erased; gathered outside the transaction, for the search takes long. */
export interface Erasure {
  request: MoveRequest;
  family: Family;
  traces: Traces;
}

/** Applies merges and restatements to the record; their customers move with the block. */
export async function applyMerges(scope: BlockScope, requests: readonly MoveRequest[], rng: Rng): Promise<void> {
  const { tx, workspace, now } = scope;
  const evidence = requests.flatMap((request): Evidence[] =>
    request.reason === 'merge' && request.intoId
      ? [
          {
            loser: request.customerId,
            winner: request.intoId,
            kind: 'request',
            value: null,
            sourceId: null,
            requestedBy: request.requestedBy,
            at: now,
          },
        ]
      : [],
  );
  await joinCustomers(scope, evidence, rng);
  await refoldCustomerProfiles(scope);
  await closeRequests(scope, requests);
  await tx.execute(sql`
    insert into restated (customer_id) select customer_id from moves
    where workspace_id = ${workspace.id} and id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(requests.filter(({ reason }) => reason === 'restate').map(({ id }) => id))}::jsonb))`);
}

/** Erases from the record; the move keeps the numbers that must go from the analytics store with the block. */
export async function applyErasures(scope: BlockScope, erasures: readonly Erasure[]): Promise<void> {
  const { tx, workspace, block } = scope;
  for (const { request, family, traces } of erasures) {
    await eraseFamily(scope, family, traces);
    await tx.execute(sql`update moves set block = ${block}, from_nos = ${`{${family.numbers.join(',')}}`}::bigint[]
      where workspace_id = ${workspace.id} and id = ${request.id}::uuid`);
  }
  // What a rebuild left behind still holds the customer: it goes as soon as the longest question on it is over.
  await tx.execute(sql`update moves set not_before = least(not_before, now() + interval '30 seconds')
    where workspace_id = ${workspace.id} and reason = 'retire' and done_at is null`);
}

async function closeRequests(
  { tx, workspace, block, now }: BlockScope,
  requests: readonly MoveRequest[],
): Promise<void> {
  await tx.execute(sql`update moves set block = ${block}, done_at = ${now.toISOString()}::timestamptz where workspace_id = ${workspace.id}
    and id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(requests.map(({ id }) => id))}::jsonb))`);
}
