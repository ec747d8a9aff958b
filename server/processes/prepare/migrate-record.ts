import path from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/** Named migrations of drizzle/, by the owner, one process at a time. The lock belongs to the session and dies with it. */
export async function migrateRecord(ownerUrl: string, folder = path.join(process.cwd(), 'drizzle')): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(hashtextextended('holdfast.migrations', 0))`;
    await sql`set lock_timeout = '10s'`;
    await migrate(drizzle(sql), { migrationsFolder: folder, migrationsSchema: 'drizzle' });
    // Web and ingest compare the record with their build before they call themselves ready.
    await sql`grant usage on schema drizzle to holdfast_app`;
    await sql`grant select on drizzle.__drizzle_migrations to holdfast_app`;
  } finally {
    await sql.end();
  }
}
