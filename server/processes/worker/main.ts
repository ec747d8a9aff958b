import { createAnalyticsReader, createAnalyticsWriter } from '@/server/analytics';
import { markLostWorkspaces, type WorkerDeps, type WorkspaceRun } from '@/server/features/facts';
import { campaignsJobs } from '@/server/jobs/campaigns';
import { fitsJob } from '@/server/jobs/fits';
import { importsJobs, mailJob, partitionsJob, storeCheckJob } from '@/server/jobs/housekeeping';
import { pipelineJobs } from '@/server/jobs/pipeline';
import { startJobs } from '@/server/jobs/runner';
import { samplesJob } from '@/server/jobs/samples';
import { scoresJob } from '@/server/jobs/scores';
import { systemClock } from '@/server/platform/clock';
import { Database } from '@/server/platform/database';
import { createEgress } from '@/server/platform/egress';
import { readProcessEnv, type WorkerEnv, workerEnv } from '@/server/platform/env';
import { parseKeys } from '@/server/platform/keys';
import { createLogger } from '@/server/platform/logger';
import { systemRng } from '@/server/platform/rng';
import { createMailer } from '@/server/vendors/mail';
import { createWebhookSender } from '@/server/vendors/webhook';
import { followLauncher } from '../lifecycle';
import { restoreReaderUser } from '../prepare/analytics-reader';
import { prepareAnalytics } from '../prepare/prepare-analytics';
import { fitInThread } from './fit-in-thread';
import { createMetrics } from './metrics';

/** Everything that happens without being asked: accepted rows become answers, mail leaves, files are read. */
async function main(): Promise<void> {
  const env = readProcessEnv(workerEnv);
  const log = createLogger({ process: 'worker', level: env.LOG_LEVEL });
  const deps: WorkerDeps = {
    db: new Database(env.DATABASE_SYSTEM_URL, { max: 16, name: 'holdfast-worker' }),
    reader: createAnalyticsReader(env.CLICKHOUSE_READER_URL),
    writer: createAnalyticsWriter(env.CLICKHOUSE_URL),
    keys: parseKeys(env.HOLDFAST_KEYS, env.HOLDFAST_DIR),
    clock: systemClock,
    rng: systemRng,
    log,
  };
  const metrics = createMetrics();
  // Marked before tables exist again, so that no question meets an empty one.
  const restoreStore = async () => {
    const count = await markLostWorkspaces(deps);
    if (count > 0) log.error({ count }, 'the analytics store lost workspaces, they are rebuilt');
    await prepareAnalytics(env.CLICKHOUSE_URL, { cluster: env.CLICKHOUSE_CLUSTER });
    await restoreReaderUser({
      writerUrl: env.CLICKHOUSE_URL,
      readerUrl: env.CLICKHOUSE_READER_URL,
      sessionSecret: deps.keys.sessionSecret,
      cluster: env.CLICKHOUSE_CLUSTER,
    });
  };
  const worker = workerName();
  const mail = mailOf(env);
  const webhooks = createWebhookSender({ egress: createEgress({ allow: env.EGRESS_ALLOW }), clock: systemClock });
  const stopping = new AbortController();
  const compute = fitInThread(new URL('./fit-thread.js', import.meta.url));
  const jobs = startJobs(
    [
      storeWatchJob(restoreStore),
      ...pipelineJobs(deps, {
        restoreStore,
        onRun: (run) => observeRun(metrics, run),
      }),
      ...importsJobs(deps),
      fitsJob(deps, { compute, stopping: stopping.signal }),
      mailJob({ db: deps.db, clock: systemClock, log, worker, ...mail }),
      ...campaignsJobs(deps, { worker, ...mail, webhooks }),
      scoresJob(deps),
      samplesJob(deps, { dir: env.HOLDFAST_DIR }),
      partitionsJob(deps),
      storeCheckJob(deps),
    ],
    { log, onEnd: (job, end, seconds) => metrics.jobs.observe({ job, end }, seconds) },
  );
  followLauncher({
    underLauncher: env.HOLDFAST_PARENT,
    metrics: () => metrics.registry.metrics(),
    stop: async () => {
      stopping.abort();
      await jobs.stop();
      await Promise.all([deps.db.close(), deps.reader.close(), deps.writer.close()]);
    },
  });
}

function observeRun(metrics: ReturnType<typeof createMetrics>, { rows, blocks, visibleAfterMs }: WorkspaceRun): void {
  metrics.rows.inc(rows);
  metrics.blocks.inc(blocks);
  for (const ms of visibleAfterMs) metrics.visible.observe(ms / 1000);
}

const workerName = () => `worker-${systemRng.bytes(6).toString('hex')}`;

function mailOf(env: WorkerEnv) {
  const origin = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`;
  return { origin, mailer: env.SMTP_URL ? createMailer({ smtpUrl: env.SMTP_URL, origin }) : undefined };
}

/** At the start and every minute: a store that came back empty is noticed even when nothing is written to it. */
const storeWatchJob = (restoreStore: () => Promise<void>) => ({
  name: 'store watch',
  everyMs: 60_000,
  run: async () => {
    await restoreStore();
    return false;
  },
});

main().catch((error: unknown) => {
  process.stderr.write(`worker: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
