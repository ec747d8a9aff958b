import { sql } from 'drizzle-orm';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';

/**
 * Whether something that was received is not among the answers yet, so that a read-out now would be of a part: a file that
 * is being read, rows that wait, or a block on its way. Where a source is live something always is on its way; there only
 * what was received before the window closed counts.
 */
export async function isBehind(
  tx: Tx,
  ctx: Pick<ServiceContext, 'workspace'>,
  { endsAt, isLive }: { endsAt: Date; isLive: boolean },
): Promise<boolean> {
  const ws = ctx.workspace.id;
  const until = isLive ? sql`and i.received_at <= ${endsAt.toISOString()}::timestamptz` : sql``;
  const [row] = await tx.execute<{ behind: boolean }>(sql`
    select exists (select 1 from imports m where m.workspace_id = ${ws} and m.state in ('waiting', 'running') and not m.dry_run)
      or exists (select 1 from inbox i join pipelines p on p.workspace_id = ${ws}
        where i.workspace_id = ${ws} and (i.txid, i.seq) > (p.txid, p.seq) ${until})
      or (${!isLive} and exists (select 1 from blocks b where b.workspace_id = ${ws} and b.loaded_at is null)) as behind`);
  return row?.behind ?? false;
}
