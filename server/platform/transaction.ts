import { type SQL, and, eq, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { PersonContext, ServiceContext } from './context';
import { type Database, type Tx, poolOf } from './database';

/** Retries belong to callers: a transaction here runs once, with the wall set before the first statement. */
export async function withWorkspace<T>(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  return poolOf(ctx.db).orm.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.workspace_id', ${ctx.workspace.id}, true)`);
    return run(tx);
  });
}

/** The same for verbs of a person: what belongs to nobody else is visible, nothing of any workspace. */
export async function withPerson<T>(
  ctx: Pick<PersonContext, 'db' | 'person'>,
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  return poolOf(ctx.db).orm.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.person_id', ${ctx.person?.id ?? ''}, true)`);
    return run(tx);
  });
}

/** Before any wall is set: only the SECURITY DEFINER functions of drizzle/ answer here, every walled table is empty. */
export async function withoutWall<T>(db: Database, run: (tx: Tx) => Promise<T>): Promise<T> {
  return poolOf(db).orm.transaction(run);
}

/** The app's own lock on the tenant wall: every query of a verb carries it beside the row-level security underneath. */
export function inWorkspace(
  ctx: Pick<ServiceContext, 'workspace'>,
  table: { workspaceId: AnyPgColumn },
  ...more: (SQL | undefined)[]
): SQL {
  const scope = eq(table.workspaceId, ctx.workspace.id);
  return and(scope, ...more) ?? scope;
}

/** The same lock for rows of a person. */
export function ofPerson(personId: string, table: { personId: AnyPgColumn }, ...more: (SQL | undefined)[]): SQL {
  const scope = eq(table.personId, personId);
  return and(scope, ...more) ?? scope;
}
