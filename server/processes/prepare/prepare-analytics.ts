import path from 'node:path';
import { migrateAnalytics, readTemplates } from '@/server/analytics';
import { AppError } from '@/server/platform/errors';

const REACHED_MS = 10_000;

export interface PrepareAnalyticsOptions {
  cluster?: string | undefined;
  /** Folder of the numbered templates. */
  folder?: string;
}

/** Makes the database that the writer's address names and applies what is missing of db/clickhouse. Repeatable. */
export async function prepareAnalytics(writerUrl: string, options: PrepareAnalyticsOptions = {}): Promise<number> {
  const folder = options.folder ?? path.join(process.cwd(), 'db', 'clickhouse');
  return migrateAnalytics({ url: writerUrl, templates: readTemplates(folder), cluster: options.cluster });
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
