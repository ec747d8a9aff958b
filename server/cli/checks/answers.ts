import path from 'node:path';
import { readTemplates, splitStatements } from '@/server/analytics';
import { z } from 'zod';
import type { Stores } from '../stores';
import { type Check, look } from './check';

const startAnalytics = 'Start ClickHouse, or correct CLICKHOUSE_URL. Nothing that arrives is lost meanwhile.';

/** The analytics store: reachable by both users, migrated, and closed to its reader. */
export async function checkAnswers(stores: Stores): Promise<Check[]> {
  const reader = stores.env().CLICKHOUSE_READER_URL;
  return [
    await look('analytics store', startAnalytics, async () => {
      const [row] = await stores.writer().query('SELECT version() AS version', z.object({ version: z.string() }));
      return { ok: row !== undefined, detail: `ClickHouse ${row?.version ?? 'unknown'}` };
    }),
    await look('analytics reader', startAnalytics, async () => ({
      ok: await stores.reader().ping(),
      detail: `as ${new URL(reader).username}`,
    })),
    await look('analytics migrations', 'Run npm start; if it says that a file has changed, run rebuild.', () =>
      migrations(stores),
    ),
  ];
}

async function migrations(stores: Stores) {
  const templates = readTemplates(path.join(process.cwd(), 'db', 'clickhouse'));
  const wanted = templates.reduce((sum, { text }) => sum + splitStatements(text).length, 0);
  const [row] = await stores
    .writer()
    .query('SELECT toUInt32(count()) AS applied FROM schema_migrations FINAL', z.object({ applied: z.int() }));
  const applied = row?.applied ?? 0;
  return { ok: applied >= wanted, detail: `${applied} of ${wanted} statements applied` };
}
