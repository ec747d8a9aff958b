import { acceptRecords } from '@/server/features/ingest';
import { findWriteKey } from '@/server/features/sources';
import { systemClock } from '@/server/platform/clock';
import { Database } from '@/server/platform/database';
import { ingestEnv, readProcessEnv } from '@/server/platform/env';
import { parseKeys } from '@/server/platform/keys';
import { createLogger } from '@/server/platform/logger';
import { createReadiness } from '@/server/platform/readiness';
import { systemRng } from '@/server/platform/rng';
import { followLauncher } from '../lifecycle';
import { Admission } from './admission';
import { GroupCommit } from './group-commit';
import { createMetrics } from './metrics';
import { requireDurable } from './require-durable';
import { createServer } from './server';
import { WriteKeyCache } from './write-key-cache';

const MOST_HELD = { bytes: 24_000_000, records: 24_000 };

/** Takes records over HTTP and acknowledges them after they are committed. */
async function main(): Promise<void> {
  const env = readProcessEnv(ingestEnv);
  const log = createLogger({ process: 'ingest', level: env.LOG_LEVEL });
  const ringed = parseKeys(env.HOLDFAST_KEYS, env.HOLDFAST_DIR);
  const db = new Database(env.DATABASE_SYSTEM_URL, { max: 6, name: 'holdfast-ingest', statementMs: 30_000 });
  await requireDurable(db);
  const admission = new Admission(MOST_HELD);
  const metrics = createMetrics(() => admission.held);
  const server = createServer({
    log,
    admission,
    metrics,
    clock: systemClock,
    keys: new WriteKeyCache(systemClock, (key) => findWriteKey(db, key)),
    commits: new GroupCommit(systemClock, async (delivery) => {
      const end = metrics.commits.startTimer();
      const accepted = await acceptRecords({ db, keys: ringed }, delivery);
      end();
      return accepted;
    }),
    name: systemRng.bytes(16).toString('hex'),
    readiness: createReadiness(db),
  });
  await server.listen(env.INGEST_PORT, env.HOST);
  followLauncher({
    underLauncher: env.HOLDFAST_PARENT,
    metrics: () => metrics.registry.metrics(),
    stop: async () => {
      await server.close();
      await db.close();
    },
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`ingest: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
