import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareAnalytics } from '@/server/processes/prepare/prepare-analytics';
import { startTestClickHouse, type TestClickHouse } from '@/tests/support/clickhouse';

// The embedded engine has no cluster of several shards: a server that says it has one stands in for it.
const said: string[] = [];
let folder: string;
let store: TestClickHouse;
let stated: http.Server;
let shards = 1;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-cluster-'));
  store = await startTestClickHouse(path.join(folder, 'data'));
  stated = http.createServer(async (request, response) => {
    const query = new URL(request.url ?? '/', 'http://x').searchParams.get('query') ?? '';
    const statement = `${query}${await text(request)}`;
    said.push(statement);
    response.end(statement.includes('system.clusters') ? `{"shards":"${shards}"}\n` : '');
  });
  await new Promise<void>((resolve) => stated.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  stated.closeAllConnections();
  stated.close();
  await store.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const onStated = () =>
  prepareAnalytics(`http://w:p@127.0.0.1:${(stated.address() as AddressInfo).port}/answers`, { cluster: 'main' });

test('a cluster of several shards is refused before a table is made', async () => {
  shards = 2;
  await expect(onStated()).rejects.toThrow(
    /^CLICKHOUSE_CLUSTER: main has 2 shards; tables are replicated, not distributed, so it must have one$/,
  );
  expect(said.filter((statement) => statement.startsWith('CREATE'))).toEqual([]);
});

test('replicas of one shard are taken', async () => {
  shards = 1;
  await onStated();
  expect(said.some((statement) => /^CREATE TABLE .*ON CLUSTER 'main'/s.test(statement))).toBe(true);
});

test('a cluster that the server does not know is refused, by the real engine', async () => {
  await expect(prepareAnalytics(store.writerUrl('answers'), { cluster: 'nowhere' })).rejects.toThrow(
    /^CLICKHOUSE_CLUSTER: the server knows no cluster nowhere$/,
  );
});
