import fs from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import zlib from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  codeOf,
  type ContractStore,
  contractStores,
  openContractStore,
  openRaw,
  rowsOf,
  sendRaw,
  valueOf,
} from '@/tests/support/clickhouse-contract';

const formats = [
  'JSONEachRow',
  'JSONCompactEachRow',
  'CSV',
  'CSVWithNames',
  'TabSeparated',
  'TabSeparatedWithNames',
  'RowBinary',
  'RowBinaryWithNamesAndTypes',
  'Native',
  'Parquet',
  'ArrowStream',
  'MsgPack',
  'Values',
];
const encoders: Record<string, (bytes: Buffer) => Buffer> = {
  identity: (bytes) => bytes,
  gzip: (bytes) => zlib.gzipSync(bytes, { level: 1 }),
  deflate: (bytes) => zlib.deflateSync(bytes, { level: 1 }),
  br: (bytes) => zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }),
};
/** Small bodies travel through memory, large ones through a file; compression is checked on one format of each family. */
const uploads = formats.flatMap((format) =>
  [10, 200_000].flatMap((rows) =>
    Object.keys(encoders)
      .filter((encoding) => encoding === 'identity' || rows === 10 || ['CSV', 'Native', 'Parquet'].includes(format))
      .map((encoding) => ({ format, rows, encoding })),
  ),
);
const hostileText = "'q;\\n\\\\\\'' || toString(cityHash64(number))";

function* manyRows(): Generator<{ id: number; s: string }> {
  for (let id = 0; id < 300_000; id++) yield { id, s: `x'\n${id}` };
}

describe.each(contractStores)('data in and out of the analytics store: %s', (kind) => {
  let store: ContractStore;
  const count = () => valueOf(store.writer, 'SELECT count() FROM big');

  beforeAll(async () => {
    store = await openContractStore(kind);
  });
  beforeEach(async () => {
    await store.writer.command({ query: 'DROP TABLE IF EXISTS big SYNC' });
    await store.writer.command({ query: 'CREATE TABLE big (id UInt64, s String) ENGINE = MergeTree ORDER BY id' });
  });
  afterAll(() => store.close());

  // An object stream with request compression makes the client flush gzip at every row (70 µs each): that one is an array.
  it.each([
    ['plain', false],
    ['gzip', true],
  ])('takes 300,000 streamed rows, %s', async (_, request) => {
    const values = request ? [...manyRows()] : Readable.from(manyRows());
    await store
      .client({ compression: { request } })
      .insert({ table: 'big', columns: ['id', 's'], format: 'JSONEachRow', values });
    const sums = await rowsOf(store.writer, 'SELECT count() AS c, sum(id) AS t, uniqExact(s) AS u FROM big');
    expect(sums).toEqual([{ c: '300000', t: '44999850000', u: '300000' }]);
  });

  it.each(uploads)('takes $rows rows as $format, $encoding', async ({ format, rows, encoding }) => {
    const query = `SELECT number AS id, ${hostileText} AS s FROM numbers(${rows}) FORMAT ${format}`;
    const data = (await sendRaw(store.writerUrl, { query: { query, wait_end_of_query: '1' } })).body;
    const sent = await sendRaw(store.writerUrl, {
      query: { query: `INSERT INTO big (id, s) FORMAT ${format}`, max_insert_block_size: '100000' },
      body: encoders[encoding]?.(data) ?? data,
      headers: encoding === 'identity' ? {} : { 'content-encoding': encoding },
    });
    expect(sent.body.toString()).toBe('');
    const [found] = await rowsOf(
      store.writer,
      `SELECT count() AS c, countIf(s = ${hostileText.replace('number', 'id')}) AS ok FROM big`,
    );
    expect(found).toEqual({ c: String(rows), ok: String(rows) });
  });

  it('names a body whose compression is broken or unknown', async () => {
    const insert = { query: 'INSERT INTO big (id, s) FORMAT CSV', body: 'not compressed' };
    const broken = await sendRaw(store.writerUrl, { ...insert, headers: { 'content-encoding': 'gzip' } });
    expect(broken.status).toBeGreaterThanOrEqual(400);
    const unknown = await sendRaw(store.writerUrl, { ...insert, headers: { 'content-encoding': 'rot13' } });
    expect(unknown.body.toString()).toMatch(/^Code: \d+\. DB::Exception: Unknown content encoding/i);
    expect(await count()).toBe('0');
  });

  it('inserts nothing of an upload that was cut off', async () => {
    for (const lines of [2, 200_000]) {
      const request = openRaw(store.writerUrl, {
        query: 'INSERT INTO big (id, s) FORMAT JSONEachRow',
        headers: { 'content-length': '99999999' },
      });
      request.on('error', () => undefined);
      request.write(Buffer.from('{"id":1,"s":"x"}\n'.repeat(lines)));
      await pause(200);
      request.destroy();
    }
    await pause(300);
    expect(await count()).toBe('0');
    expect(await valueOf(store.writer, 'SELECT 1')).toBe(1);
  });

  it('ignores a block with a known token, in the table and in its view', async () => {
    const dedup = 'SETTINGS non_replicated_deduplication_window = 1000';
    await store.writer.command({ query: `CREATE TABLE f (k UInt32, v Int64) ENGINE = MergeTree ORDER BY k ${dedup}` });
    await store.writer.command({
      query: `CREATE TABLE g (k UInt32, v Int64) ENGINE = SummingMergeTree ORDER BY k ${dedup}`,
    });
    await store.writer.command({
      query: 'CREATE MATERIALIZED VIEW mv TO g AS SELECT k, sum(v) AS v FROM f GROUP BY k',
    });
    const values = Array.from({ length: 50_000 }, (_, index) => ({ k: index % 7, v: 1 }));
    for (const token of ['b1', 'b2', 'b1', 'b2', 'b1']) {
      await store.writer.insert({
        table: 'f',
        values,
        format: 'JSONEachRow',
        clickhouse_settings: {
          insert_deduplication_token: token,
          deduplicate_blocks_in_dependent_materialized_views: 1,
        },
      });
    }
    expect(await rowsOf(store.writer, 'SELECT (SELECT count() FROM f) AS f, (SELECT sum(v) FROM g) AS g')).toEqual([
      { f: '100000', g: '100000' },
    ]);
    const control = { table: 'f', values: values.slice(0, 10), format: 'JSONEachRow' } as const;
    for (let again = 0; again < 2; again++)
      await store.writer.insert({ ...control, clickhouse_settings: { insert_deduplication_token: `other ${again}` } });
    expect(await valueOf(store.writer, 'SELECT count() FROM f')).toBe('100020');
  });

  it('tells a reader of an error in mid-stream', async () => {
    const result = await store.writer.query({
      query: 'SELECT number, throwIf(number = 900000) FROM numbers(1000000)',
      format: 'JSONEachRow',
      clickhouse_settings: { max_block_size: '1000' },
    });
    let read = 0;
    const readAll = async () => {
      for await (const rows of result.stream()) read += rows.length;
    };
    expect(await codeOf(readAll)).toBe('395');
    expect(read).toBeGreaterThan(0);
  });

  it.each([
    ['plain', false],
    ['gzip', true],
  ])('streams 3,000,000 rows, %s, in bounded memory', async (_, response) => {
    const client = store.client({ compression: { response } });
    const result = await client.query({
      query: 'SELECT number, toString(number) AS s FROM numbers(3000000)',
      format: 'JSONEachRow',
    });
    let read = 0;
    for await (const rows of result.stream()) read += rows.length;
    expect(read).toBe(3_000_000);
    if (store.embedded) expect(residentMegabytes(store.embedded.pid)).toBeLessThan(1500);
  });

  it.each(['JSON', 'JSONCompact', 'CSVWithNames', 'JSONStrings'] as const)('answers whole as %s', async (format) => {
    const result = await store.writer.query({ query: 'SELECT number FROM numbers(200000)', format });
    expect((await result.text()).length).toBeGreaterThan(1e6);
    const raw = await sendRaw(store.writerUrl, { query: `SELECT 1 AS x FORMAT ${format}` });
    expect(raw.headers['x-clickhouse-format']).toBe(format);
  });
});

function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
