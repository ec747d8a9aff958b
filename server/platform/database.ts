import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from '@/db/schema';
import { steadyTransactions } from './steady-begin';
import { steadySocket } from './steady-socket';

type Schema = typeof schema;
export type Tx = Parameters<Parameters<PostgresJsDatabase<Schema>['transaction']>[0]>[0];

const pools = new WeakMap<Database, { sql: postgres.Sql; orm: PostgresJsDatabase<Schema> }>();

/**
 * `socket` is an option that the driver's types leave out. Fetching types on connecting would end the process where the
 * connection is lost at that moment; without it arrays come and go as text (drizzle's array columns read that, raw
 * queries ask for jsonb).
 */
const steady: object = { socket: steadySocket, fetch_types: false };

/** A pool of connections of one role. Opaque: only `withWorkspace`, `withPerson` and `withSystem` get a handle out of it. */
export class Database {
  /** `statementMs`: the record ends a statement that takes longer; without it none is ended. */
  constructor(url: string, options: { max?: number; name?: string; statementMs?: number } = {}) {
    const driver = postgres(url, {
      ...steady,
      max: options.max ?? 10,
      onnotice: () => {},
      connection: {
        application_name: options.name ?? 'holdfast',
        TimeZone: 'UTC',
        statement_timeout: options.statementMs ?? 0,
      },
      connect_timeout: 10,
      idle_timeout: 60,
    });
    const sql = steadyTransactions(driver);
    pools.set(this, { sql, orm: drizzle(sql, { schema, casing: 'snake_case' }) });
  }

  async close(): Promise<void> {
    await poolOf(this).sql.end({ timeout: 5 });
  }
}

/** For platform/transaction.ts and the bulk paths of ingest and worker only; an architecture test lists the importers. */
export function poolOf(db: Database): { sql: postgres.Sql; orm: PostgresJsDatabase<Schema> } {
  const pool = pools.get(db);
  if (!pool) throw new RangeError('unknown database');
  return pool;
}
