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
 * One statement behind the wall, sent together with it: for ingest, where trips to the server take longer than the work.
 * It is planned once for each connection and text, so values belong in placeholders.
 */
export async function executeInWorkspace<T extends Record<string, unknown>>(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  statement: SQL,
): Promise<T[]> {
  const query = statementDialect.sqlToQuery(statement);
  const rows: unknown = await poolOf(ctx.db).sql.begin(async (tx) => {
    const wall = tx.unsafe("select set_config('app.workspace_id', $1, true)", [ctx.workspace.id], { prepare: true });
    const [, answer] = await Promise.all([wall, tx.unsafe(query.sql, query.params as string[], { prepare: true })]);
    return answer;
  });
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
