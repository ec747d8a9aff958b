import path from 'node:path';
import { migrateAnalytics, readTemplates } from '@/server/analytics';

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
