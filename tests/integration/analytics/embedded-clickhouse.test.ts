import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestClickHouse, type TestClickHouse } from '@/tests/support/clickhouse';
import { codeOf, sendRaw, valueOf } from '@/tests/support/clickhouse-contract';

const connect = (store: TestClickHouse): ClickHouseClient =>
  createClient({
    url: store.writerUrl('default'),
    max_open_connections: 700,
    request_timeout: 60_000,
    log: { level: ClickHouseLogLevel.OFF },
  });

describe('process of the embedded ClickHouse', () => {
  let folder: string;
  let store: TestClickHouse;
  let client: ClickHouseClient;
  const reopen = async () => {
    await client?.close();
    store = await startTestClickHouse(path.join(folder, 'data'));
    client = connect(store);
  };

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-embedded-'));
    await reopen();
  });
  afterAll(async () => {
    await client.close();
    await store.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('refuses a second owner of its directory and goes on', async () => {
    await expect(startTestClickHouse(path.join(folder, 'data'))).rejects.toThrow(
      /Another server instance in same directory/,
    );
    expect(await valueOf(client, 'SELECT 1')).toBe(1);
  });

  it('serves others while it computes the scalar subquery of a stream', async () => {
    const slow = client.query({
      query: 'SELECT (SELECT count() FROM numbers(2000000000) WHERE cityHash64(number) = 1) AS x',
      format: 'JSONEachRow',
    });
    await pause(50);
    const startedAt = performance.now();
    let asked = 0;
    for (; performance.now() - startedAt < 500; asked++) await client.ping();
    expect(asked).toBeGreaterThan(20);
    expect(await (await slow).json()).toEqual([{ x: 0 }]);
  });

  it('refuses callers beyond its queue at once and recovers', async () => {
    const crowd = Array.from({ length: 620 }, () => codeOf(() => valueOf(client, 'SELECT sleep(0.2)')));
    const answers = await Promise.all(crowd);
    expect(new Set(answers)).toEqual(new Set(['none', '202']));
    // 12 run and 500 wait; those that finish meanwhile make room for a few more.
    expect(answers.filter((code) => code === 'none').length).toBeGreaterThanOrEqual(512);
    expect(await valueOf(client, 'SELECT 1')).toBe(1);
  }, 60_000);

  it('forgets callers who gave up waiting', async () => {
    const aborts = Array.from({ length: 50 }, () => new AbortController());
    const busy = Array.from({ length: 12 }, () => codeOf(() => valueOf(client, 'SELECT sleep(1)')));
    await pause(100);
    const waiting = aborts.map(({ signal }) =>
      codeOf(() => valueOf(client, 'SELECT sleep(3)', { abort_signal: signal })),
    );
    await pause(100);
    for (const abort of aborts) abort.abort();
    await Promise.all([...busy, ...waiting]);
    const startedAt = performance.now();
    expect(await valueOf(client, 'SELECT 1')).toBe(1);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  it('keeps everything it acknowledged when it is killed under load', async () => {
    await client.command({ query: 'CREATE TABLE kept (id UInt64) ENGINE = MergeTree ORDER BY id' });
    let acknowledged = 0;
    const write = async () => {
      for (;;) {
        await client.insert({ table: 'kept', values: [{ id: acknowledged }], format: 'JSONEachRow' });
        acknowledged++;
      }
    };
    const writing = codeOf(write);
    await pause(1000);
    await store.kill();
    await writing;
    await reopen();
    const found = Number(await valueOf(client, 'SELECT count() FROM kept'));
    expect(acknowledged).toBeGreaterThan(10);
    expect([acknowledged, acknowledged + 1]).toContain(found);
  });

  it('finishes what runs on SIGTERM, then ends with 0', async () => {
    const running = valueOf(client, 'SELECT count() FROM numbers(700000000) WHERE cityHash64(number) = 1');
    await pause(150);
    const ended = store.stop();
    await pause(50);
    expect(await codeOf(() => valueOf(client, 'SELECT 1'))).not.toBe('none');
    expect(Number(await running)).toBe(0);
    expect(await ended).toBe(0);
    await reopen();
  });

  it('ends when its parent is gone, however it went', async () => {
    const parent = spawn(process.execPath, ['-e', parentScript(store.bundle, path.join(folder, 'orphan'))], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (text) => resolve(Number(text))));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  it('leaves nothing of an upload behind and cleans up after a crash', async () => {
    const spool = path.join(folder, '.data-spool');
    await client.command({ query: 'CREATE TABLE u (id UInt64) ENGINE = MergeTree ORDER BY id' });
    const answer = await sendRaw(store.writerUrl('default'), {
      query: 'INSERT INTO u FORMAT TSV',
      body: '1\n'.repeat(2_000_000),
    });
    expect(answer.status).toBe(200);
    expect(Number(await valueOf(client, 'SELECT count() FROM u'))).toBe(2_000_000);
    expect(fs.readdirSync(spool)).toEqual([]);
    await store.kill();
    fs.writeFileSync(path.join(spool, 'left-over'), 'x');
    await reopen();
    expect(fs.readdirSync(spool)).toEqual([]);
  });

  it.each([
    [{ CLICKHOUSE_WRITER_PASSWORD: '' }, /^CLICKHOUSE_WRITER_PASSWORD: is empty$/],
    [{ CLICKHOUSE_PORT: 'x' }, /^CLICKHOUSE_PORT: must be a port number$/],
    [{ CLICKHOUSE_DIR: '' }, /^CLICKHOUSE_DIR: is empty$/],
    [{ UV_THREADPOOL_SIZE: '4' }, /^UV_THREADPOOL_SIZE: must be at least 16$/],
  ])('says in one line what is wrong with %j', async (wrong, line) => {
    const env = {
      CLICKHOUSE_DIR: path.join(folder, 'other'),
      CLICKHOUSE_PORT: '0',
      CLICKHOUSE_WRITER_PASSWORD: 'w',
      CLICKHOUSE_READER_PASSWORD: 'r',
      UV_THREADPOOL_SIZE: '32',
      ...wrong,
    };
    const child = spawn(process.execPath, [store.bundle], {
      env: { NODE_ENV: 'test', ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (text) => {
      complaint += text;
    });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(1);
    expect(complaint.trim()).toMatch(line);
  });

  it('says that its port is taken', async () => {
    const env = {
      CLICKHOUSE_DIR: path.join(folder, 'third'),
      CLICKHOUSE_PORT: String(store.port),
      CLICKHOUSE_WRITER_PASSWORD: 'w',
      CLICKHOUSE_READER_PASSWORD: 'r',
      UV_THREADPOOL_SIZE: '32',
    };
    const child = spawn(process.execPath, [store.bundle], {
      env: { NODE_ENV: 'test', ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const complaint = new Promise<string>((resolve) => child.stderr.once('data', (text) => resolve(String(text))));
    expect(await complaint).toMatch(/EADDRINUSE/);
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(1);
  });
});

/** A parent that starts the store, prints its process id and waits to be killed. */
const parentScript = (bundle: string, directory: string): string => `
  const child = require('node:child_process').spawn(process.execPath, [${JSON.stringify(bundle)}], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { HOLDFAST_PARENT: '1', CLICKHOUSE_DIR: ${JSON.stringify(directory)}, CLICKHOUSE_WRITER_PASSWORD: 'w', CLICKHOUSE_READER_PASSWORD: 'r', UV_THREADPOOL_SIZE: '32' },
  });
  child.stdout.once('data', () => console.log(child.pid));
  setInterval(() => {}, 1000);`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
