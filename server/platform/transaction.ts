import { type SQL, and, eq, sql } from 'drizzle-orm';
import { type AnyPgColumn, PgDialect } from 'drizzle-orm/pg-core';
import type { PersonContext, ServiceContext } from './context';
import { type Database, type Tx, poolOf } from './database';

const statementDialect = new PgDialect({ casing: 'snake_case' });

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

/**
 * One statement that raises the wall itself, so that its whole transaction is one trip to the server: for ingest, where
 * trips take longer than the work. `wall` is the statement's first table: everything it writes must be read from it, for
 * only what depends on it is certain to come after it. Rows that do not are refused by row-level security.
 * It is planned once for each connection and text, so values belong in placeholders.
 */
export async function executeInWorkspace<T extends Record<string, unknown>>(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  statement: (wall: SQL) => SQL,
): Promise<T[]> {
  const wall = sql`wall as materialized (select set_config('app.workspace_id', ${ctx.workspace.id}, true)::uuid as workspace_id)`;
  const query = statementDialect.sqlToQuery(statement(wall));
  const rows: unknown = await poolOf(ctx.db).sql.unsafe(query.sql, query.params as string[], { prepare: true });
  return rows as T[];
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
