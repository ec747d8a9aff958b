import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Tx } from './database';

const dialect = new PgDialect({ casing: 'snake_case' });

/**
 * Runs a statement that the server plans once for each connection and text: for the few that run all day, where planning
 * over partitions takes longer than the work. Values belong in placeholders, or every text is another plan.
 */
export async function executePrepared<T extends Record<string, unknown>>(tx: Tx, statement: SQL): Promise<T[]> {
  const query = dialect.sqlToQuery(statement);
  const rows: unknown = await tx._.session.prepareQuery(query, undefined, 'kept', false).execute();
  return rows as T[];
}
