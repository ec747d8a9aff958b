import { setTimeout as pause } from 'node:timers/promises';
import { TupleParam } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  codeOf,
  type ContractStore,
  contractStores,
  openContractStore,
  rowsOf,
  sendRaw,
  valueOf,
} from '@/tests/support/clickhouse-contract';

const hostileStrings = [
  '',
  "o'x",
  'a\\b',
  '\\N',
  '\\',
  'tab\tnl\ncr\r',
  '"q" `b` {x:String} -- /* ; */',
  '日本語 😀 é',
  "\\'",
  '\u0001\u007f',
  'NULL',
  '\b\f\v',
  '$$x$$',
  "'",
  "''",
  '‘’“”',
  "/* /* */ ' */",
  "x'), file('/etc/hostname'), ('",
];

const typedValues: [type: string, value: unknown, expected: unknown][] = [
  ['UInt64', 18446744073709551615n, '18446744073709551615'],
  ['Int64', -9223372036854775808n, '-9223372036854775808'],
  ['UInt32', 4294967295, 4294967295],
  ['Int128', -170141183460469231731687303715884105728n, '-170141183460469231731687303715884105728'],
  ['Decimal(38,10)', '-12345678901234567890.0123456789', '-12345678901234567890.0123456789'],
  ['Float64', 1e-300, 1e-300],
  ['Float64', 0.1, 0.1],
  ['Bool', true, true],
  ['Nullable(UInt8)', null, null],
  ['Nullable(String)', null, null],
  ['Array(Nullable(String))', [null, 'x'], [null, 'x']],
  ['Array(UInt64)', [1n, 18446744073709551615n], ['1', '18446744073709551615']],
  ['Array(Bool)', [true, false], [true, false]],
  ['Array(Array(String))', [["a'"], []], [["a'"], []]],
  ['Array(Date)', ['2024-02-29'], ['2024-02-29']],
  ['UUID', '61f0c404-5cb3-11e7-907b-a6006ad3dba0', '61f0c404-5cb3-11e7-907b-a6006ad3dba0'],
  ['Date', '2024-02-29', '2024-02-29'],
  ['Date32', '1905-02-28', '1905-02-28'],
  ["DateTime64(3,'UTC')", '2024-02-29 12:34:56.789', '2024-02-29 12:34:56.789'],
  ["DateTime64(3,'UTC')", new Date('2024-02-29T12:34:56.789Z'), '2024-02-29 12:34:56.789'],
  ["DateTime('UTC')", new Date('2024-02-29T12:34:56Z'), '2024-02-29 12:34:56'],
  ["Enum8('a\\'b'=1,'c'=2)", "a'b", "a'b"],
  ['Tuple(UInt8,String)', new TupleParam([1, "x'y"]), [1, "x'y"]],
  ['FixedString(3)', 'abc', 'abc'],
  ['IPv4', '10.0.0.1', '10.0.0.1'],
  ['LowCardinality(Nullable(String))', null, null],
];

const longQuery = (salt: number) => `SELECT count() FROM numbers(100000000000) WHERE cityHash64(number, ${salt}) = 1`;

describe.each(contractStores)('contract of the analytics store: %s', (kind) => {
  let store: ContractStore;
  const ask = (query: string, options = {}) => valueOf(store.writer, query, options);
  const withParam = (type: string, value: unknown) => ask(`SELECT {p:${type}}`, { query_params: { p: value } });

  beforeAll(async () => {
    store = await openContractStore(kind);
    await store.writer.command({
      query: `CREATE TABLE t (id UInt64, s String, n Nullable(String), d Decimal(38,10), ts DateTime64(3,'UTC'), m Map(String,String), a Array(String), l LowCardinality(String)) ENGINE = MergeTree ORDER BY id`,
    });
  });
  afterAll(() => store.close());

  it('answers ping, with and without credentials', async () => {
    expect((await store.writer.ping()).success).toBe(true);
    expect((await store.reader.ping({ select: true })).success).toBe(true);
    expect((await store.client({ password: 'wrong' }).ping({ select: true })).success).toBe(false);
  });

  it.each(hostileStrings)('binds the hostile string %j in every container', async (value) => {
    for (const type of ['String', 'LowCardinality(String)', 'Nullable(String)'])
      expect(await withParam(type, value)).toBe(value);
    expect(await withParam('Array(String)', [value, value])).toEqual([value, value]);
    expect(await withParam('Map(String,String)', { [value]: value })).toEqual({ [value]: value });
  });

  it.each(typedValues)('binds %s', async (type, value, expected) => {
    expect(await withParam(type, value)).toEqual(expected);
  });

  it('binds names, leaves quotes and comments alone, and names a missing value', async () => {
    expect(await ask('SELECT count({c:Identifier}) FROM {t:Identifier}', { query_params: { c: 'id', t: 't' } })).toBe(
      '0',
    );
    expect(await ask("SELECT '{p:String}' || {p:String} -- {q:String}\n", { query_params: { p: 'x' } })).toBe(
      '{p:String}x',
    );
    expect(await codeOf(() => store.writer.query({ query: 'SELECT {p:String}' }))).toBe('456');
  });

  it('takes no SQL in the place of a type', async () => {
    for (const type of [
      'String), 1, (2',
      'String), 1, CAST(2 AS UInt8',
      'String, 1',
      'UInt8) FROM t WHERE (1',
      '(SELECT 1)',
    ]) {
      expect(await codeOf(() => withParam(type, '1'))).toMatch(kind === 'embedded' ? /^457$/ : /^\d+$/);
    }
  });

  it('takes values too long for an address as a form', async () => {
    const numbers = Array.from({ length: 60_000 }, (_, index) => index);
    const sum = 'SELECT arraySum({p:Array(UInt32)}) AS x, {q:String} AS y';
    const options = { query_params: { p: numbers, q: "o'x\r\n--" }, use_multipart_params_auto: true };
    expect(await rowsOf(store.writer, sum, options)).toEqual([{ x: '1799970000', y: "o'x\r\n--" }]);
    expect(await rowsOf(store.reader, sum, options)).toEqual([{ x: '1799970000', y: "o'x\r\n--" }]);
  });

  it('never leaks settings from one request into another', async () => {
    const setting = "SELECT getSetting('max_block_size')";
    const usual = await ask(setting);
    const asked = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? undefined : String(100 + index)));
    const answers = await Promise.all(
      asked.map((value) => ask(setting, value ? { clickhouse_settings: { max_block_size: value } } : {})),
    );
    expect(answers.map(String)).toEqual(asked.map((value) => value ?? String(usual)));
    await store.writer.command({ query: 'SET max_block_size = 5' });
    await store.writer.command({ query: 'USE system' });
    expect(await ask(setting)).toEqual(usual);
    expect(await ask('SELECT currentDatabase()')).toBe(store.database);
    expect(await codeOf(() => store.writer.query({ query: 'SELECT 1', clickhouse_settings: { no_such: '1' } }))).toBe(
      '115',
    );
  });

  it('ends a query at its time limit and at its memory limit', async () => {
    expect(await codeOf(() => ask(longQuery(1), { clickhouse_settings: { max_execution_time: 1 } }))).toBe('159');
    const greedy = 'SELECT length(groupArray(number)) FROM numbers(1000000000)';
    expect(await codeOf(() => ask(greedy, { clickhouse_settings: { max_memory_usage: '20000000' } }))).toBe('241');
    const streamed = 'SELECT number, cityHash64(number) FROM numbers(100000000000) WHERE cityHash64(number) % 1000 = 1';
    const read = async () =>
      (
        await store.writer.query({
          query: streamed,
          format: 'JSONEachRow',
          clickhouse_settings: { max_execution_time: 1 },
        })
      ).json();
    expect(await codeOf(read)).toBe('159');
  });

  it('gives back every column type as it was inserted', async () => {
    const row = {
      id: '9007199254740993',
      s: "a'\t\n\\",
      n: null,
      d: '1.0000000001',
      ts: '2024-01-01 00:00:00.123',
      m: { k: "v'" },
      a: ['x', "y'"],
      l: 'lc',
    };
    await store.writer.insert({ table: 't', values: [row], format: 'JSONEachRow' });
    expect(await rowsOf(store.writer, 'SELECT * FROM t')).toEqual([row]);
  });

  it('inserts rows written into the text, in the body or in the address', async () => {
    await store.writer.command({ query: 'CREATE TABLE v (id UInt8, s String) ENGINE = MergeTree ORDER BY id' });
    await store.writer.command({ query: "INSERT INTO v VALUES (1, 'a;b'), (2, 'c')" });
    await store.writer.command({ query: 'INSERT INTO v FORMAT JSONEachRow {"id":3,"s":"é"}' });
    expect((await sendRaw(store.writerUrl, { query: "INSERT INTO v VALUES (4, 'd')" })).status).toBe(200);
    expect(await ask('SELECT groupArray((id, s)) FROM (SELECT * FROM v ORDER BY id)')).toEqual([
      [1, 'a;b'],
      [2, 'c'],
      [3, 'é'],
      [4, 'd'],
    ]);
  });

  it.each([
    ['SELEC 1', '62'],
    ['SELECT * FROM nope', '60'],
    ["SELECT 1 / toUInt8('x')", '6'],
    ["SELECT throwIf(1, 'boom (X) y')", '395'],
    ['SELECT 1; SELECT 2', '62'],
  ])('says what is wrong with %s', async (query, code) => {
    expect(await codeOf(() => store.writer.command({ query }))).toBe(code);
    const raw = await sendRaw(store.writerUrl, { query });
    expect(raw.headers['x-clickhouse-exception-code']).toBe(code);
    expect(raw.status).toBeGreaterThanOrEqual(400);
  });

  it('refuses a row that cannot be parsed', async () => {
    expect(await codeOf(() => store.writer.insert({ table: 't', values: [{ id: 'zz' }], format: 'JSONEachRow' }))).toBe(
      '27',
    );
  });

  it('refuses a wrong password, an unknown user and no credentials', async () => {
    for (const options of [{ password: 'no' }, { username: 'zz' }, { username: '', password: '' }]) {
      expect(await codeOf(() => store.client(options).query({ query: 'SELECT 1' }))).toMatch(/^(?:516|194)$/);
    }
    expect((await sendRaw(store.writerUrl, { query: 'SELECT 1', method: 'GET' })).body.toString()).toBe('1\n');
    expect((await sendRaw(store.writerUrl, { query: 'DROP TABLE t', method: 'GET' })).status).toBeGreaterThanOrEqual(
      400,
    );
  });

  it('answers 60 questions at once, each its own', async () => {
    const sum = 'SELECT {p:UInt32} + sum(number) * 0 FROM numbers(3000000)';
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => ask(sum, { query_params: { p: index } })),
    );
    expect(answers).toEqual(Array.from({ length: 60 }, (_, index) => String(index)));
  });

  it('answers a short question while long ones run', async () => {
    const long = Array.from({ length: 3 }, (_, index) =>
      codeOf(() => ask(longQuery(10 + index), { clickhouse_settings: { max_execution_time: 2 } })),
    );
    await pause(200);
    const startedAt = performance.now();
    expect(await ask('SELECT 1')).toBe(1);
    expect(performance.now() - startedAt).toBeLessThan(1500);
    expect(await Promise.all(long)).toEqual(['159', '159', '159']);
  });

  it('stops the engine when the caller goes away', async () => {
    const running = (text: string) =>
      ask(`SELECT count() FROM system.processes WHERE query LIKE '%${text}%' AND query NOT LIKE '%system.processes%'`);
    const settings = { clickhouse_settings: { cancel_http_readonly_queries_on_client_close: 1 } } as const;
    const abort = new AbortController();
    const asked = codeOf(() => ask(longQuery(77), { abort_signal: abort.signal, ...settings }));
    await expect.poll(() => running('number, 77')).toBe('1');
    abort.abort();
    await asked;
    await expect.poll(() => running('number, 77')).toBe('0');
    const result = await store.writer.query({
      query: 'SELECT number FROM numbers(100000000001)',
      format: 'JSONEachRow',
      ...settings,
    });
    const stream = result.stream();
    for await (const rows of stream) if (rows.length > 0) break;
    stream.destroy();
    await expect.poll(() => running('numbers(100000000001)')).toBe('0');
  });
});
