import { sql } from 'drizzle-orm';
import { type Database, poolOf } from '@/server/platform/database';

/** Throws one line that names the setting under which an acknowledged record could be lost. */
export async function requireDurable(db: Database): Promise<void> {
  const [settings] = await poolOf(db).orm.execute<{ fsync: string; synchronous_commit: string }>(
    sql`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit`,
  );
  for (const name of ['fsync', 'synchronous_commit'] as const) {
    if (settings?.[name] === 'off')
      throw new Error(`DATABASE_SYSTEM_URL: ${name} is off there, so what is acknowledged could be lost; set it to on`);
  }
}
