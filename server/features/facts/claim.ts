import { sql } from 'drizzle-orm';
import type { Workspace } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { contactNamed, customerNamed, happenedAt, subscriptionNamed, visitorNamed } from './domain/named-ids';

/** The pipeline's row, held by this transaction. */
export interface Pipeline {
  txid: string;
  seq: string;
  lastBlock: number;
  nextNo: number;
  lastReceivedAt: string;
  openBlocks: number;
}

/** Locks the pipeline's row; undefined while somebody else holds it, or when the workspace's number is another by now. */
export async function lockPipeline(tx: Tx, workspace: Workspace): Promise<Pipeline | undefined> {
  const held = await tx.execute(
    sql`select 1 from pipelines where workspace_id = ${workspace.id} for update skip locked`,
  );
  if (held.length === 0 || !(await isCurrent(tx, workspace))) return undefined;
  // A statement of its own: what is read together with a lock may be older than the lock.
  const [row] = await tx.execute<{ [K in keyof Pipeline]: string }>(sql`
    select p.txid::text as txid, p.seq::text as seq, p.last_block as "lastBlock", p.next_customer_no as "nextNo", p.last_received_at::text as "lastReceivedAt",
      (select count(*)::integer from blocks b where b.workspace_id = p.workspace_id and b.loaded_at is null) as "openBlocks"
    from pipelines p where p.workspace_id = ${workspace.id}`);
  if (!row) return undefined;
  const { lastBlock, nextNo, openBlocks, ...rest } = row;
  return { ...rest, lastBlock: Number(lastBlock), nextNo: Number(nextNo), openBlocks: Number(openBlocks) };
}

/**
 * Whether the workspace still has the number under which this work is done in the analytics store. To be asked with the
 * pipeline's row locked: a rebuild switches under that lock. Who lost the lease without knowing stops here.
 */
export async function isCurrent(tx: Tx, { id, no }: Workspace): Promise<boolean> {
  const found = await tx.execute(sql`select 1 from workspaces where id = ${id} and no = ${no}`);
  return found.length > 0;
}

export interface Claim {
  rows: number;
  kinds: Set<string>;
  /** Where the next block starts. */
  txid: string;
  seq: string;
  lastReceivedAt: string;
  /** When the oldest of the rows was received, epoch milliseconds. */
  oldestMs: number | null;
}

/**
 * Takes the next accepted rows of the workspace into `claimed`, in order of (txid, seq) and only up to the oldest running
 * transaction: a slow commit can then neither be overtaken nor skipped. Erased rows are passed over.
 */
export async function claimRows(tx: Tx, workspace: Workspace, from: Pipeline, limit: number): Promise<Claim> {
  await tx.execute(sql`
    insert into claimed (txid, seq, received_at, source_id, import_no, kind, key, body, cust, contact, sub, anon, act, apply_at)
    select txid, seq, received_at, source_id, import_no, case when body = '{}'::jsonb then 'erased' else kind end, key, body,
      ${sql.raw(customerNamed[workspace.count])}, ${sql.raw(contactNamed[workspace.count])},
      ${sql.raw(subscriptionNamed)}, ${sql.raw(visitorNamed)}, ${sql.raw(happenedAt)},
      case when kind in ('customers', 'contacts')
        then greatest(${from.lastReceivedAt}::timestamptz, max(received_at) filter (where kind in ('customers', 'contacts')) over (order by txid, seq))
        else (body ->> 'at')::timestamptz end
    from (
      select * from inbox where workspace_id = ${workspace.id} and (txid, seq) > (${from.txid}::xid8, ${from.seq}::bigint)
        and txid < pg_snapshot_xmin(pg_current_snapshot())
      order by txid, seq limit ${limit}
    ) i`);
  const kinds = await tx.execute<{ kind: string; n: number }>(
    sql`select kind, count(*)::integer as n from claimed group by kind`,
  );
  const [last] = await tx.execute<{ txid: string; seq: string; at: string; oldest_ms: number }>(sql`
    select txid::text as txid, seq::text as seq,
      (select (extract(epoch from min(received_at)) * 1000)::double precision from claimed) as oldest_ms,
      greatest(${from.lastReceivedAt}::timestamptz, (select max(apply_at) from claimed where kind in ('customers', 'contacts')))::text as at
    from claimed order by claimed.txid desc, claimed.seq desc limit 1`);
  return {
    rows: kinds.reduce((sum, { n }) => sum + Number(n), 0),
    kinds: new Set(kinds.map(({ kind }) => kind)),
    txid: last?.txid ?? from.txid,
    seq: last?.seq ?? from.seq,
    lastReceivedAt: last?.at ?? from.lastReceivedAt,
    oldestMs: last?.oldest_ms ?? null,
  };
}

/** Whether rows past the mark wait for an older transaction to end. */
export async function hasUnsettled(tx: Tx, workspace: Workspace, from: Pipeline): Promise<boolean> {
  const rows = await tx.execute(sql`select 1 from inbox
    where workspace_id = ${workspace.id} and (txid, seq) > (${from.txid}::xid8, ${from.seq}::bigint) limit 1`);
  return rows.length > 0;
}
