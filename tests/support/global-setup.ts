import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { createEmbeddedRoles } from '@/server/processes/prepare/roles';
import { migrateRecord } from '@/server/processes/prepare/migrate-record';
import { startTestClickHouse } from './clickhouse';
import { startTestPostgres } from './postgres';
import { roleUrls } from './urls';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresAdminUrl: string;
    clickhouseWriterUrl: string;
    clickhouseReaderUrl: string;
  }
}

let release = async () => {};

/** One cluster of each store for the whole run: roles once, a migrated template, a database per worker on first use. */
export async function setup(project: TestProject) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-test-'));
  const [record, answers] = await Promise.all([startTestPostgres(), startTestClickHouse(path.join(dir, 'clickhouse'))]);
  const urls = roleUrls(record.adminUrl, 'holdfast_template');
  await createEmbeddedRoles(record.adminUrl, urls);
  await migrateRecord(urls.owner);
  project.provide('postgresAdminUrl', record.adminUrl);
  project.provide('clickhouseWriterUrl', answers.writerUrl('default'));
  project.provide('clickhouseReaderUrl', answers.readerUrl('default'));
  release = async () => {
    await Promise.all([record.stop(), answers.stop()]);
    fs.rmSync(dir, { recursive: true, force: true });
  };
}

export const teardown = () => release();
