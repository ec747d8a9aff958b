import path from 'node:path';
import { z } from 'zod';
import { createAnalyticsWriter, integer64, migrateAnalytics, readTemplates } from '@/server/analytics';
import { AppError } from '@/server/platform/errors';

const REACHED_MS = 10_000;

export interface PrepareAnalyticsOptions {
  cluster?: string | undefined;
  /** Folder of the numbered templates. */
  folder?: string;
}

/** Makes the database that the writer's address names and applies what is missing of db/clickhouse. Repeatable. */
export async function prepareAnalytics(writerUrl: string, options: PrepareAnalyticsOptions = {}): Promise<number> {
  if (options.cluster !== undefined) await requireOneShard(writerUrl, options.cluster);
  const folder = options.folder ?? path.join(process.cwd(), 'db', 'clickhouse');
  return migrateAnalytics({ url: writerUrl, templates: readTemplates(folder), cluster: options.cluster });
}

/** No table spreads over shards: on a cluster that has several, each server would answer from its own part alone. */
async function requireOneShard(writerUrl: string, cluster: string): Promise<void> {
  const address = new URL(writerUrl);
  address.pathname = '/default'; // the database may not exist yet
  const writer = createAnalyticsWriter(address.href);
  try {
    const [row] = await writer.query(
      'SELECT uniqExact(shard_num) AS shards FROM system.clusters WHERE cluster = {cluster:String}',
      z.object({ shards: integer64 }),
      { cluster },
    );
    const shards = row?.shards ?? 0;
    if (shards === 0) throw new Error(`CLICKHOUSE_CLUSTER: the server knows no cluster ${cluster}`);
    if (shards > 1)
      throw new Error(
        `CLICKHOUSE_CLUSTER: ${cluster} has ${shards} shards; tables are replicated, not distributed, so it must have one`,
      );
  } finally {
    await writer.close();
  }
}

/** A start must not wait as long as a question may: throws `analytics_unavailable` where the store does not answer soon. */
export async function requireReachable(writerUrl: string): Promise<void> {
  const answer = await fetch(new URL('/ping', new URL(writerUrl).origin), {
    signal: AbortSignal.timeout(REACHED_MS),
  }).catch((cause: unknown) => {
    throw new AppError('analytics_unavailable', 'The analytics store cannot be reached', {}, { cause });
  });
  await answer.body?.cancel();
  if (answer.status >= 500) throw new AppError('analytics_unavailable', 'The analytics store is not ready');
}
