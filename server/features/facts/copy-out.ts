import type { Readable } from 'node:stream';
import { type Database, poolOf } from '@/server/platform/database';
import type { ServiceContext } from '@/server/platform/context';

type Scope = Pick<ServiceContext, 'db' | 'workspace'>;

/** Streams the rows of queries out of one snapshot of the record, behind the workspace's wall. */
export interface CopyOut {
  rows(query: string): Promise<Readable>;
  /** A single number. */
  count(query: string): Promise<number>;
}

/** `lookups`: the planner goes by index, for the rows wanted are few beside the record. */
export async function copyingOut<T>(
  { db, workspace }: { db: Database; workspace: Scope['workspace'] },
  { lookups }: { lookups: boolean },
  use: (copy: CopyOut) => Promise<T>,
): Promise<T> {
  const { sql } = poolOf(db);
  const result = await sql.begin('isolation level repeatable read read only', async (tx) => {
    await tx`select set_config('app.workspace_id', ${workspace.id}, true)`;
    if (lookups) await tx`select set_config('seq_page_cost', '50', true), set_config('random_page_cost', '1', true)`;
    return {
      value: await use({
        rows: (query) => tx.unsafe(`copy (${query}) to stdout`).readable(),
        count: async (query) => Number((await tx.unsafe<{ n: string }[]>(query))[0]?.n ?? 0),
      }),
    };
  });
  return result.value as T;
}
