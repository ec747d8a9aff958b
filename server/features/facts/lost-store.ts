import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { isAppError } from '@/server/platform/errors';
import { withWorkspace } from '@/server/platform/transaction';
import { listAllWorkspaces } from './list-work';
import { workerContext, type WorkerDeps } from './worker-context';

/**
 * Finds workspaces whose answers the analytics store does not hold although the record says they were handed over: its
 * folder was deleted, a table dropped, another server put in its place. They get a negative number, so that nothing
 * answers from an empty table, and the worker rebuilds them. Call it before tables are made again. Returns how many.
 */
export async function markLostWorkspaces(deps: WorkerDeps): Promise<number> {
  const held = await numbersHeld(deps);
  const all = await listAllWorkspaces(deps.db);
  let lost = 0;
  for (const workspace of all) {
    if (workspace.no < 0 || held.has(workspace.no)) continue;
    lost += await withWorkspace(workerContext(deps, workspace), async (tx) => {
      const marked = await tx.execute(sql`
        update workspaces set no = -no where id = ${workspace.id} and no = ${workspace.no} and exists (
          select 1 from blocks where workspace_id = ${workspace.id} and loaded_at is not null and tables <> '{}') returning 1`);
      return marked.length;
    });
  }
  return lost;
}

/** Whatever a workspace brings, one of these has a row of it. */
async function numbersHeld({ writer }: WorkerDeps): Promise<Set<number>> {
  try {
    const rows = await writer.query(
      'SELECT DISTINCT ws FROM (SELECT ws FROM sets UNION ALL SELECT ws FROM customers UNION ALL SELECT ws FROM spend)',
      z.object({ ws: z.int() }),
    );
    await writer.query(
      'SELECT 1 AS ws FROM (SELECT no FROM events LIMIT 0 UNION ALL SELECT no FROM orders LIMIT 0 UNION ALL SELECT no FROM cust_month LIMIT 0 UNION ALL SELECT no FROM cust_day LIMIT 0 UNION ALL SELECT no FROM cust LIMIT 0)',
      z.object({ ws: z.int() }),
    );
    return new Set(rows.map(({ ws }) => ws));
  } catch (error) {
    if (isMissing(error)) return new Set();
    throw error;
  }
}

/** No such table, no such database. */
export const isMissing = (error: unknown): boolean =>
  isAppError(error, 'analytics_unavailable') &&
  (error.details.engineCode === '60' || error.details.engineCode === '81');
