import { sql } from 'drizzle-orm';
import type { Workspace } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';

/** Ends the undos whose moves were closed at `at`, in the same transaction: their rows are in no answer any more. */
export async function closeUndone(tx: Tx, workspace: Workspace, at: string): Promise<void> {
  await tx.execute(sql`
    update imports i set state = 'undone' from moves m
    where m.workspace_id = ${workspace.id} and m.reason = 'undo' and m.done_at = ${at}::timestamptz
      and i.workspace_id = m.workspace_id and i.import_no = m.import_no and i.state = 'undoing'`);
}

/**
 * Whether an undo waits for all answers to be built anew: it is in the record, its block needs no loading, and it is not
 * closed. Until the rebuild has switched, every answer is the one of before.
 */
export async function waitsForRebuild(tx: Tx, workspace: Workspace): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from moves m join blocks b on b.workspace_id = m.workspace_id and b.block = m.block and b.loaded_at is not null
    where m.workspace_id = ${workspace.id} and m.reason = 'undo' and m.done_at is null limit 1`);
  return rows.length > 0;
}
