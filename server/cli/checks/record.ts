import { sql } from 'drizzle-orm';
import { walls } from '@/db/walls';
import { Database } from '@/server/platform/database';
import { createReadiness } from '@/server/platform/readiness';
import { withoutWall } from '@/server/platform/transaction';
import type { Stores } from '../stores';
import { type Check, look } from './check';

const oldest = 150_014;

/** Roles, settings, migrations and walls of the record. */
export async function checkRecord(stores: Stores): Promise<Check[]> {
  const env = stores.env();
  const owner = new Database(env.DATABASE_URL, { max: 1, name: 'holdfast doctor' });
  try {
    return [
      await look('record', 'Start Postgres, or correct DATABASE_URL.', () => version(owner)),
      await look('roles', 'Run npm start once: it makes the roles. See DATABASE_APP_URL in .env.example.', () =>
        roles(stores),
      ),
      await look('durability', 'Set fsync, synchronous_commit and full_page_writes to on in postgresql.conf.', () =>
        durability(owner),
      ),
      await look('record migrations', 'Run npm start, or any command: migrations are applied first.', async () => {
        const answer = await createReadiness(stores.system())();
        return answer.ready ? { ok: true, detail: 'all applied' } : { ok: false, detail: answer.reason };
      }),
      await look('walls', 'Run npm start: a migration puts the walls up. If it does not, restore a backup.', () =>
        wallsStand(owner),
      ),
      await look('clock', 'Set the clock of this machine and of the record by NTP.', () => clock(owner)),
    ];
  } finally {
    await owner.close();
  }
}

async function version(db: Database) {
  const [row] = await withoutWall(db, (tx) =>
    tx.execute<{ number: number; text: string }>(
      sql`select current_setting('server_version_num')::int as number, current_setting('server_version') as text`,
    ),
  );
  return { ok: (row?.number ?? 0) >= oldest, detail: `PostgreSQL ${row?.text ?? 'unknown'}` };
}

async function roles(stores: Stores) {
  const rows = await Promise.all(
    [stores.app(), stores.system()].map((db) =>
      withoutWall(db, (tx) =>
        tx.execute<{ name: string; strong: boolean }>(
          sql`select rolname as name, rolsuper or rolbypassrls as strong from pg_roles where rolname = current_user`,
        ),
      ),
    ),
  );
  const strong = rows.flat().filter((row) => row.strong);
  const names = rows.flat().map((row) => row.name);
  if (strong.length > 0) return { ok: false, detail: `${strong[0]?.name} passes through the walls` };
  return { ok: names.length === 2 && new Set(names).size === 2, detail: names.join(', ') };
}

async function durability(db: Database) {
  const names = ['fsync', 'synchronous_commit', 'full_page_writes'];
  const rows = await withoutWall(db, (tx) =>
    tx.execute<{ name: string; setting: string }>(
      sql`select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
    ),
  );
  const off = rows.filter((row) => row.setting === 'off').map((row) => row.name);
  return off.length === 0
    ? { ok: rows.length === names.length, detail: `${names.join(', ')} are on` }
    : { ok: false, detail: `${off.join(', ')} off: acknowledged records may be lost` };
}

async function wallsStand(db: Database) {
  const walled = Object.entries(walls).filter(([, wall]) => wall !== 'global');
  const rows = await withoutWall(db, (tx) =>
    tx.execute<{ name: string }>(
      sql`select relname as name from pg_class where relkind in ('r', 'p') and relrowsecurity and relforcerowsecurity`,
    ),
  );
  const standing = new Set(rows.map((row) => row.name));
  const open = walled.map(([table]) => table).filter((table) => !standing.has(table));
  return open.length === 0
    ? { ok: true, detail: `${walled.length} tables behind forced row-level security` }
    : { ok: false, detail: `no forced row-level security on ${open.join(', ')}` };
}

async function clock(db: Database) {
  const beforeMs = Date.now();
  const [row] = await withoutWall(db, (tx) =>
    tx.execute<{ ms: string }>(sql`select extract(epoch from clock_timestamp()) * 1000 as ms`),
  );
  const away = Math.abs(Number(row?.ms) - (beforeMs + Date.now()) / 2);
  return { ok: away < 5_000, detail: `the record's clock is ${(away / 1000).toFixed(1)} s away from this machine's` };
}
