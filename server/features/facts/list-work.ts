import { sql } from 'drizzle-orm';
import type { Workspace } from '@/server/platform/context';
import type { Database } from '@/server/platform/database';
import { withoutWall } from '@/server/platform/transaction';

/** Workspaces with something to do for the worker, in the order of their numbers. */
export const listWorkspacesWithWork = (db: Database): Promise<Workspace[]> =>
  withoutWall(db, async (tx) => [
    ...(await tx.execute<Record<string, unknown> & Workspace>(sql`select * from list_workspaces_with_work()`)),
  ]);

export const listAllWorkspaces = (db: Database): Promise<Workspace[]> =>
  withoutWall(db, async (tx) => [
    ...(await tx.execute<Record<string, unknown> & Workspace>(sql`select * from list_workspaces()`)),
  ]);

/** Partitions of the inbox for this month and the next two. */
export const ensureInboxPartitions = (db: Database, at: Date): Promise<void> =>
  withoutWall(db, async (tx) => {
    await tx.execute(sql`select ensure_inbox_partitions(${at.toISOString()}::timestamptz)`);
  });
