import { sql } from 'drizzle-orm';
import type { Workspace } from '@/server/platform/context';
import type { Database } from '@/server/platform/database';
import { withoutWall } from '@/server/platform/transaction';

/** Workspaces with a fit that nobody works on, the longest waiting first. */
export const listWorkspacesWithFits = (db: Database): Promise<Workspace[]> =>
  withoutWall(db, async (tx) => [
    ...(await tx.execute<Record<string, unknown> & Workspace>(
      sql`select * from list_workspaces_with_model_requests()`,
    )),
  ]);
