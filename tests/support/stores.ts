import postgres from 'postgres';
import { inject } from 'vitest';
import { prepareAnalytics } from '@/server/processes/prepare/prepare-analytics';
import { roleUrls, withDatabase } from './urls';

export interface TestStores {
  ownerUrl: string;
  appUrl: string;
  systemUrl: string;
  clickhouseWriterUrl: string;
  clickhouseReaderUrl: string;
}

let ready: Promise<TestStores> | undefined;

/** This worker's own databases in both stores, made on first use from the migrated template. */
export function testStores(): Promise<TestStores> {
  ready ??= makeStores(`holdfast_test_${process.pid}`);
  return ready;
}

/** A database of this name in both stores. A test that changes the wall itself takes one of its own. */
export async function makeStores(name: string): Promise<TestStores> {
  const adminUrl = inject('postgresAdminUrl');
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    // A database cannot be a template while another copy of it is under way.
    await admin`select pg_advisory_lock(4711)`;
    await admin.unsafe(`CREATE DATABASE ${name} TEMPLATE holdfast_template OWNER holdfast_owner`);
  } finally {
    await admin.end();
  }
  const urls = roleUrls(adminUrl, name);
  const clickhouseWriterUrl = withDatabase(inject('clickhouseWriterUrl'), name);
  await prepareAnalytics(clickhouseWriterUrl);
  return {
    ownerUrl: urls.owner,
    appUrl: urls.app,
    systemUrl: urls.system,
    clickhouseWriterUrl,
    clickhouseReaderUrl: withDatabase(inject('clickhouseReaderUrl'), name),
  };
}
