import { type SQL, sql } from 'drizzle-orm';
import type { Workspace } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';

/**
 * One block on its way into the record: a transaction that holds the pipeline's row, with accepted rows in the temporary
 * table `claimed`. `nextNo` hands out customer numbers; `kinds` are those that were claimed.
 */
export interface BlockScope {
  tx: Tx;
  workspace: Workspace;
  block: number;
  now: Date;
  nextNo: number;
  kinds: ReadonlySet<string>;
}

/**
 * Work of one transaction; every table is empty after it.
 * claimed: accepted rows with the identifiers they name. `cust`, `contact`, `sub` and `anon` are external ids, `act` is
 * when it happened, `apply_at` the time by which an update counts as said.
 * restated: customers whose facts or records changed other than by addition. refolded: customers whose profile must be
 * computed from all updates. relinked: identifiers that belong to somebody else now, by `via` as in events.
 */
const tables = `
create temporary table if not exists claimed (
  txid xid8, seq bigint, received_at timestamptz, source_id uuid, import_no integer, kind text, key bytea, body jsonb,
  cust text, contact text, sub text, anon text, act timestamptz, apply_at timestamptz
) on commit delete rows;
create temporary table if not exists restated (customer_id uuid) on commit delete rows;
create temporary table if not exists refolded (customer_id uuid) on commit delete rows;
create temporary table if not exists relinked (via smallint, ident text) on commit delete rows`;

/** Makes the temporary tables and has the planner look things up by index: a block is small beside the record. */
export async function openWorkTables(tx: Tx): Promise<void> {
  await tx.execute(sql.raw(tables));
  await tx.execute(sql`select set_config('seq_page_cost', '50', true), set_config('random_page_cost', '1', true)`);
}

/**
 * Whose an identifier is: `owner` of `customer` ids, or null. `offset 0` keeps a look-up a look-up: as a join the planner
 * may compare every row with every other, for right after a first import its statistics know nothing of the workspace.
 */
export const ownerOf = (
  workspaceId: string,
  value: SQL,
) => sql`lateral (select i.customer_id as owner from identifiers i
  where i.workspace_id = ${workspaceId} and i.kind = 'customer' and i.value = ${value} offset 0)`;

/** Rows that a statement returned, as numbers of `n`. */
export async function countOf(tx: Tx, statement: SQL): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(statement);
  return Number(row?.n ?? 0);
}
