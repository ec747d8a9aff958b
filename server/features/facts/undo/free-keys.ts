import { sql } from 'drizzle-orm';
import type { Workspace } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';

/**
 * Takes the rows of `undone` out of the inbox and frees their keys, so that the same file can come again. A key whose
 * earlier version is left stands for that one again; one that somebody wrote since stays as it is.
 */
export async function freeKeys(tx: Tx, workspace: Workspace, importNo: number): Promise<void> {
  const ws = workspace.id;
  await tx.execute(sql`
    with mine as materialized (select distinct key from undone),
    latest as materialized (
      select distinct on (b.key) b.key, b.body_hash, b.import_no from mine m join inbox b on b.workspace_id = ${ws} and b.key = m.key
      where b.import_no is distinct from ${importNo} order by b.key, b.txid desc, b.seq desc
    ),
    back as (
      update inbox_keys k set body_hash = coalesce(l.body_hash, ''::bytea), import_no = l.import_no from latest l
      where k.workspace_id = ${ws} and k.key = l.key and k.import_no = ${importNo}
    )
    delete from inbox_keys k using mine m where k.workspace_id = ${ws} and k.key = m.key and k.import_no = ${importNo}
      and k.key not in (select key from latest)`);
  await tx.execute(sql`
    delete from inbox where workspace_id = ${ws} and import_no = ${importNo} and body <> '{}'::jsonb`);
}
