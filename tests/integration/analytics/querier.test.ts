import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type AnalyticsReader,
  type AnalyticsWriter,
  bigint64,
  createAnalyticsReader,
  createAnalyticsWriter,
  decimalText,
  defineQuestion,
  integer64,
  migrateAnalytics,
} from '@/server/analytics';
import { AppError, isAppError } from '@/server/platform/errors';
import { startTestClickHouse, type TestClickHouse } from '@/tests/support/clickhouse';

const ddl = `CREATE TABLE IF NOT EXISTS {db}.facts {on} (ws UInt32, no UInt32, name String, minor Int64, rate Decimal(18,4))
  ENGINE = {eng:MergeTree} ORDER BY (ws, no) SETTINGS non_replicated_deduplication_window = 100`;

const sums = defineQuestion({
  name: 'test.sums',
  sql: 'SELECT count() AS n, sum(minor) AS minor, sum(rate) AS rate, max(toUInt64(18446744073709551615)) AS most FROM facts WHERE ws = {ws:UInt32} AND name = {name:String}',
  params: z.object({ name: z.string() }),
  row: z.object({ n: integer64, minor: integer64, rate: decimalText, most: bigint64 }),
});
const numbersUpTo = defineQuestion({
  name: 'test.numbers',
  sql: 'SELECT number AS n FROM numbers({count:UInt64}) WHERE {ws:UInt32} > 0',
  params: z.object({ count: z.int() }),
  row: z.object({ n: integer64 }),
});
const endless = defineQuestion({
  name: 'test.endless',
  sql: 'SELECT count() AS n FROM numbers(100000000000) WHERE cityHash64(number, {ws:UInt32}) = 1',
  params: z.object({}),
  row: z.object({ n: integer64 }),
});

describe('querier and writer', () => {
  let folder: string;
  let store: TestClickHouse;
  let reader: AnalyticsReader;
  let writer: AnalyticsWriter;
  const engineWork = async () => {
    const sql =
      "SELECT count() AS n FROM system.processes WHERE query LIKE '%100000000000%' AND query NOT LIKE '%system.processes%'";
    return (await writer.query(sql, z.object({ n: integer64 })))[0]?.n;
  };

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-querier-'));
    store = await startTestClickHouse(path.join(folder, 'data'));
    await migrateAnalytics({ url: store.writerUrl('answers'), templates: [{ name: '0001-facts.sql', text: ddl }] });
    reader = createAnalyticsReader(store.readerUrl('answers'));
    writer = createAnalyticsWriter(store.writerUrl('answers'));
    await writer.insertRows('facts', [
      { ws: 7, no: 1, name: "o'x", minor: 9007199254740991n, rate: '0.1234' },
      { ws: 7, no: 2, name: "o'x", minor: -1, rate: '0.0001' },
      { ws: 8, no: 1, name: "o'x", minor: 5, rate: '1' },
    ]);
  });
  afterAll(async () => {
    await Promise.all([reader.close(), writer.close()]);
    await store.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('answers for its workspace only, with exact numbers', async () => {
    const most = 18446744073709551615n;
    expect(await reader.forWorkspace(7).run(sums, { name: "o'x" })).toEqual([
      { n: 2, minor: 9007199254740990, rate: '0.1235', most },
    ]);
    expect(await reader.forWorkspace(8).run(sums, { name: "o'x" })).toEqual([{ n: 1, minor: 5, rate: '1', most }]);
    expect(await reader.forWorkspace(9).run(sums, { name: "o'x" })).toMatchObject([{ n: 0 }]);
  });

  it("tells times in UTC, whatever the host's zone", async () => {
    const sql =
      "SELECT toString(toDateTime(0)) AS zero, toHour(toDateTime('2026-03-01 05:00:00')) + 0 * {ws:UInt32} AS hour";
    const row = z.object({ zero: z.string(), hour: integer64 });
    const question = defineQuestion({ name: 'test.zone', sql, params: z.object({}), row });
    expect(await reader.forWorkspace(7).run(question, {})).toEqual([{ zero: '1970-01-01 00:00:00', hour: 5 }]);
    const [unaided] = await writer.query('SELECT serverTimezone() AS zone', z.object({ zone: z.string() }));
    expect(unaided?.zone).toBe('Pacific/Auckland');
  });

  it('refuses a caller who passes the workspace', async () => {
    const smuggled: object = { name: 'x', ws: 8 };
    await expect(reader.forWorkspace(7).run(sums, smuggled as { name: string })).rejects.toThrow(/may not be given ws/);
    expect(() => reader.forWorkspace(1.5)).toThrow();
    expect(() => reader.forWorkspace(2 ** 32)).toThrow();
  });

  it('refuses a row of another shape', async () => {
    const wrong = defineQuestion({
      name: 'test.wrong',
      sql: 'SELECT {ws:UInt32} AS x',
      params: z.object({}),
      row: z.object({ y: z.number() }),
    });
    await expect(reader.forWorkspace(7).run(wrong, {})).rejects.toThrow(z.ZodError);
  });

  it('streams a million rows, and stops the engine when the caller has enough', async () => {
    let last = -1;
    for await (const { n } of reader.forWorkspace(7).stream(numbersUpTo, { count: 1_000_000 })) last = n;
    expect(last).toBe(999_999);
    for await (const { n } of reader.forWorkspace(7).stream(numbersUpTo, { count: 100000000000 })) if (n > 100) break;
    await expect.poll(engineWork).toBe(0);
  });

  it('stops the engine when a run or a stream is aborted, and raises the reason', async () => {
    const reason = new Error('the page was left');
    for (const start of [
      (signal: AbortSignal) => reader.forWorkspace(7).run(endless, {}, { signal }),
      async (signal: AbortSignal) => {
        for await (const row of reader.forWorkspace(7).stream(endless, {}, { signal })) expect(row).toBeDefined();
      },
    ]) {
      const abort = new AbortController();
      const asked = start(abort.signal).then(
        () => 'answered',
        (error: unknown) => error,
      );
      await expect.poll(engineWork).toBe(1);
      abort.abort(reason);
      expect(await asked).toBe(reason);
      await expect.poll(engineWork).toBe(0);
    }
    await expect(reader.forWorkspace(7).run(endless, {}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('aborts a stream that is under way', async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    let read = 0;
    const readAll = async () => {
      for await (const { n } of reader
        .forWorkspace(7)
        .stream(numbersUpTo, { count: 100000000000 }, { signal: abort.signal })) {
        read = n;
        if (read === 1000) abort.abort(reason);
      }
    };
    await expect(readAll()).rejects.toBe(reason);
    expect(read).toBeGreaterThanOrEqual(1000);
  });

  it('names the limit that a question exceeds', async () => {
    const failure = await reader
      .forWorkspace(7)
      .run(endless, {}, { maxExecutionSeconds: 1 })
      .catch((error: unknown) => error);
    expect(isAppError(failure, 'limit_reached') && failure.details).toEqual({ limit: 'max_execution_time' });
  });

  it('says that the store is not there, not ready, or silent', async () => {
    const refused = createAnalyticsReader('http://u:p@127.0.0.1:1/answers');
    expect(await codeOfFailure(refused.forWorkspace(7).run(sums, { name: 'x' }))).toBe('analytics_unavailable');
    expect(await refused.ping()).toBe(false);
    const empty = createAnalyticsReader(store.readerUrl('not_migrated'));
    expect(await codeOfFailure(empty.forWorkspace(7).run(sums, { name: 'x' }))).toBe('analytics_unavailable');
    const rude = net.createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    const address = rude.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const cut = createAnalyticsReader(`http://u:p@127.0.0.1:${port}/answers`);
    expect(await codeOfFailure(cut.forWorkspace(7).run(sums, { name: 'x' }))).toBe('analytics_unavailable');
    const cutWriter = createAnalyticsWriter(`http://u:p@127.0.0.1:${port}/answers`);
    expect(await codeOfFailure(cutWriter.insertRows('facts', [{ ws: 1 }]))).toBe('analytics_unavailable');
    await Promise.all([refused.close(), empty.close(), cut.close(), cutWriter.close()]);
    rude.close();
    expect(await reader.ping()).toBe(true);
  });

  it('does not call a mistake in SQL an unavailable store', async () => {
    await expect(writer.command('SELEC 1')).rejects.toMatchObject({ code: '62' });
    await expect(writer.command('SELEC 1')).rejects.not.toBeInstanceOf(AppError);
  });

  it('inserts a block once, from rows or from a stream', async () => {
    const line = (no: number) => `9\t${no}\tx\t1\t0.5\n`;
    const options = {
      columns: ['ws', 'no', 'name', 'minor', 'rate'] as [string, ...string[]],
      format: 'TabSeparated' as const,
    };
    for (const deduplicationToken of ['s1', 's1', 's2']) {
      const rows = Readable.from(
        [line(1), line(2)].map((text) => Buffer.from(text)),
        { objectMode: false },
      );
      await writer.insertStream('facts', rows, { ...options, deduplicationToken });
    }
    for (const deduplicationToken of ['r1', 'r1'])
      await writer.insertRows('facts', [{ ws: 9, no: 3, name: 'x', minor: 1, rate: '0' }], { deduplicationToken });
    expect(await reader.forWorkspace(9).run(sums, { name: 'x' })).toMatchObject([{ n: 5, minor: 5, rate: '2' }]);
  });

  it('binds values of commands', async () => {
    await writer.command('INSERT INTO facts (ws, no, name) SELECT {ws:UInt32}, 1, {name:String}', {
      ws: 10,
      name: "'; DROP",
    });
    expect(
      await writer.query('SELECT name FROM facts WHERE ws = {ws:UInt32}', z.object({ name: z.string() }), { ws: 10 }),
    ).toEqual([{ name: "'; DROP" }]);
  });

  it('goes on by itself when the store comes back', async () => {
    const ch = reader.forWorkspace(7);
    await store.kill();
    expect(await codeOfFailure(ch.run(numbersUpTo, { count: 2 }))).toBe('analytics_unavailable');
    await store.restart();
    expect(await ch.run(numbersUpTo, { count: 2 })).toEqual([{ n: 0 }, { n: 1 }]);
    await store.restart();
    expect(await ch.run(sums, { name: "o'x" })).toMatchObject([{ n: 2 }]);
  });
});

async function codeOfFailure(call: Promise<unknown>): Promise<string> {
  const failure = await call.catch((error: unknown) => error);
  return isAppError(failure) ? failure.code : String(failure);
}
