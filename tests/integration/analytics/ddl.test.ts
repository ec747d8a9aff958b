import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AnalyticsWriter, createAnalyticsWriter, type DdlTemplate, migrateAnalytics } from '@/server/analytics';
import { isAppError } from '@/server/platform/errors';
import { startTestClickHouse, type TestClickHouse } from '@/tests/support/clickhouse';

const first: DdlTemplate = {
  name: '0001-first.sql',
  text: `-- a comment; with a semicolon
    CREATE TABLE IF NOT EXISTS {db}.a {on} (x String DEFAULT ';') ENGINE = {eng:MergeTree} ORDER BY x;
    CREATE MATERIALIZED VIEW IF NOT EXISTS {db}.v {on} ENGINE = {eng:SummingMergeTree} ORDER BY x AS SELECT x, count() AS n FROM {db}.a GROUP BY x;`,
};
const second: DdlTemplate = {
  name: '0002-second.sql',
  text: 'ALTER TABLE {db}.a {on} ADD COLUMN IF NOT EXISTS y UInt8',
};

describe('migrations of the analytics store', () => {
  let folder: string;
  let store: TestClickHouse;
  let writer: AnalyticsWriter;
  const migrate = (templates: DdlTemplate[], database = 'answers') =>
    migrateAnalytics({ url: store.writerUrl(database), templates });
  const tables = () =>
    writer.query(
      "SELECT name FROM system.tables WHERE database = 'answers' AND name NOT LIKE '.%' ORDER BY name",
      z.object({ name: z.string() }),
    );

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-ddl-'));
    store = await startTestClickHouse(path.join(folder, 'data'));
    writer = createAnalyticsWriter(store.writerUrl('default'));
  });
  afterAll(async () => {
    await writer.close();
    await store.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('makes the database and applies each statement once', async () => {
    expect(await migrate([first])).toBe(2);
    expect(await migrate([first])).toBe(0);
    expect(await migrate([first, second])).toBe(1);
    expect(await tables()).toEqual([{ name: 'a' }, { name: 'schema_migrations' }, { name: 'v' }]);
    expect(
      await writer.query(
        "SELECT name FROM system.columns WHERE database = 'answers' AND table = 'a'",
        z.object({ name: z.string() }),
      ),
    ).toEqual([{ name: 'x' }, { name: 'y' }]);
  });

  it('goes on where it was interrupted', async () => {
    await writer.command("DELETE FROM answers.schema_migrations WHERE name = '0001-first.sql' AND statement = 1");
    expect(await migrate([first, second])).toBe(1);
    expect(await migrate([first, second])).toBe(0);
  });

  it('may be run by several processes at once', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => migrate([first, second], 'raced')));
    expect(applied.every((count) => count <= 3)).toBe(true);
    expect(await migrate([first, second], 'raced')).toBe(0);
  });

  it('refuses a template that changed after it was applied, and a statement that cannot be repeated', async () => {
    const failure = await migrate([{ ...first, text: first.text.replace('DEFAULT', ' DEFAULT') }]).catch(
      (error: unknown) => error,
    );
    expect(isAppError(failure, 'precondition') && failure.message).toMatch(/0001-first\.sql has changed/);
    await expect(
      migrate([{ name: '0003-bare.sql', text: 'CREATE TABLE {db}.b (x UInt8) ENGINE = Memory' }]),
    ).rejects.toThrow(/must say IF \[NOT\] EXISTS/);
  });

  it('refuses a database that is not a plain name', async () => {
    await expect(migrate([], 'a`b')).rejects.toThrow(/plain name/);
  });
});
