import fs from 'node:fs';
import path from 'node:path';
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

const canary = 'canary-7f3a';

/** Everything that was found to reach a file of the host, or might: <file> holds the canary. */
const fileAttempts = [
  "SELECT * FROM file('<file>', LineAsString)",
  "SELECT * FROM `file`('<file>', LineAsString)",
  `SELECT * FROM "file" /* */ ('<file>', LineAsString)`,
  "SELECT file('<file>')",
  "SELECT FILE\n('<file>')",
  "SELECT `fi\\x6ce`('<file>')",
  "SELECT * APPLY file FROM (SELECT '<file>' AS x)",
  "SELECT * APPLY(file) FROM (SELECT '<file>' AS x)",
  "SELECT arrayMap(file, ['<file>'])",
  "SELECT arrayMap(x -> file(x), ['<file>'])",
  "SELECT * FROM (SELECT * FROM file('<file>', LineAsString) SETTINGS readonly = 0)",
  "WITH x AS (SELECT * FROM file('<file>', LineAsString) SETTINGS readonly = 0) SELECT * FROM x",
  "SELECT 1 WHERE (SELECT count() FROM file('<file>', LineAsString)) > 0",
  "EXPLAIN SELECT * FROM file('<file>', LineAsString)",
  "DESCRIBE TABLE file('<file>', LineAsString)",
  "SELECT * FROM view(SELECT * FROM file('<file>', LineAsString))",
  "SELECT * FROM eval('SELECT file(''<file>'')')",
  "SELECT /* /* */ ' */ file('<file>') -- '",
  "SELECT ‘ ' ’, file('<file>') -- '",
  "SELECT “ ' ”, file('<file>') -- '",
  "SELECT $'$ ' $'$, file('<file>') -- '",
  "SELECT $$ ' $$, file('<file>') -- '",
  'SELECT * FROM `<file>`',
  "SELECT * FROM '<file>'",
  'SELECT * FROM default.`<file>`',
  "SELECT * FROM numbers(1), '<file>'",
  'EXISTS TABLE `<file>`',
  'DESCRIBE TABLE `<file>`',
  "SELECT * FROM merge('default', '.*')",
  "SELECT * FROM filesystem('/etc')",
  "SELECT * FROM icebergLocal('<file>')",
  "SELECT * FROM sqlite('<file>', 'y')",
  "SELECT * FROM executable('<file>', 'TSV', 'a String')",
];

const networkAttempts = [
  "SELECT * FROM url('http://127.0.0.1:1/', LineAsString)",
  "SELECT * FROM s3('http://127.0.0.1:1/b/x', 'CSV')",
  "SELECT * FROM remote('127.0.0.1', system.one)",
  "SELECT * FROM cluster('x', system.one)",
  "SELECT * FROM postgresql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
  "SELECT * FROM mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
  "SELECT * FROM redis('127.0.0.1:1', 'k', 'k String')",
  "SELECT hasColumnInTable('127.0.0.1', 'system', 'one', 'dummy')",
  "SELECT aiGenerate('x')",
  'SELECT * FROM `http://127.0.0.1:1/x.csv`',
];

const writeAttempts = [
  "SELECT 1 INTO OUTFILE '<out>'",
  'INSERT INTO t (id) VALUES (1)',
  'DROP TABLE t',
  'CREATE TABLE z (x Int8) ENGINE = Memory',
  'CREATE TEMPORARY TABLE z (x Int8)',
  "INSERT INTO FUNCTION file('<out>', 'CSV') SELECT 1",
  'SET readonly = 0',
  'KILL QUERY WHERE 1',
  'SYSTEM FLUSH LOGS',
  'OPTIMIZE TABLE t',
  'ALTER TABLE t DELETE WHERE 1',
  'SELECT 1; DROP TABLE t',
  "BACKUP TABLE t TO Disk('x', 'y')",
];

const peekAttempts = ['SELECT query FROM system.processes', 'SELECT * FROM `system`.`processes`', 'SHOW PROCESSLIST'];

describe.each(contractStores)('reader of the analytics store: %s', (kind) => {
  let store: ContractStore;
  let secret: string;
  const refused = kind === 'embedded' ? /^(?:497|164|62)$/ : /^\d+$/;
  const attempt = (query: string, options = {}) => codeOf(() => rowsOf(store.reader, query, options));
  const placed = (query: string) =>
    query.replaceAll('<file>', secret).replaceAll('<out>', path.join(store.folder, 'out'));

  beforeAll(async () => {
    store = await openContractStore(kind);
    secret = path.join(store.folder, 'secret.csv');
    fs.writeFileSync(secret, `${canary},1\n`);
    await store.writer.command({ query: 'CREATE TABLE t (id UInt64) ENGINE = MergeTree ORDER BY id' });
    await store.writer.command({ query: 'INSERT INTO t VALUES (7)' });
    // The engine remembers files the writer looked at: a reader must not find them there.
    if (kind === 'embedded')
      expect(await valueOf(store.client({ database: 'default' }), `SELECT c1 FROM \`${secret}\``)).toBe(canary);
  });
  afterAll(() => store.close());

  it('reads its tables, by any name and with any value', async () => {
    expect(await valueOf(store.reader, 'SELECT count() FROM t WHERE id IN (SELECT id FROM t)')).toBe('1');
    expect(await valueOf(store.reader, `SELECT id AS \`a b\` FROM ${store.database}.t`)).toBe('7');
    expect(await valueOf(store.reader, "SELECT 'file(1) SETTINGS INTO OUTFILE' = ''")).toBe(0);
    expect(
      await valueOf(store.reader, 'SELECT {p:String}', { query_params: { p: "x') FROM file('/etc/hostname'" } }),
    ).toBe("x') FROM file('/etc/hostname'");
    expect(await rowsOf(store.reader, 'SHOW TABLES')).toEqual([{ name: 't' }]);
    expect(await valueOf(store.reader, 'SELECT toUInt32(sumIf(number, number > 1)) FROM numbers(4)')).toBe(5);
    const gzip = store.client({ compression: { response: true } }, 'reader');
    expect(await valueOf(gzip, 'SELECT 1')).toBe(1);
  });

  it('may lower its limits and cannot lift the lock', async () => {
    const options = { clickhouse_settings: { max_threads: 1, readonly: '0' as const } };
    expect(Number(await valueOf(store.reader, "SELECT getSetting('max_threads')", options))).toBe(1);
    if (kind === 'server') return;
    expect(Number(await valueOf(store.reader, "SELECT getSetting('readonly')", options))).toBe(1);
    const longest = { clickhouse_settings: { max_execution_time: 9999, max_memory_usage: '0' } };
    expect(Number(await valueOf(store.reader, "SELECT getSetting('max_execution_time')", longest))).toBe(60);
    expect(Number(await valueOf(store.reader, "SELECT getSetting('max_memory_usage')", longest))).toBe(2e9);
  });

  it.each(fileAttempts)('cannot reach a file: %s', async (query) => {
    for (const database of [store.database, 'default']) {
      const answer = await sendRaw(store.readerUrl, { query: { query: placed(query), database } });
      expect(answer.body.toString()).not.toContain(canary);
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  });

  it.each(networkAttempts)('cannot reach the network: %s', async (query) => {
    expect(await attempt(query)).toMatch(refused);
  });

  it.each(writeAttempts)('cannot write: %s', async (query) => {
    expect(await attempt(placed(query))).toMatch(refused);
    expect(fs.existsSync(path.join(store.folder, 'out'))).toBe(false);
    expect(await valueOf(store.reader, 'SELECT count() FROM t')).toBe('1');
  });

  it.each(peekAttempts)("cannot see other people's questions: %s", async (query) => {
    if (kind === 'embedded') expect(await attempt(query)).toMatch(refused);
    else expect(await attempt(query)).toMatch(/^(?:none|\d+)$/); // a server shows a user its own questions only
  });

  it('cannot smuggle SQL through a parameter', async () => {
    const ask = (query: string, p: string) => sendRaw(store.readerUrl, { query: { query, param_p: p } });
    for (const [query, p] of [
      [`SELECT {p:String) , file('${secret}'), (1 AS x}`, '1'],
      [`SELECT {p:String), file('${secret}'), CAST(1 AS UInt8}`, '1'],
      [`SELECT {p:Identifier}('${secret}')`, 'file'],
      [`SELECT * FROM {p:Identifier}('${secret}', 'LineAsString')`, 'file'],
      ['SELECT * FROM {p:Identifier}', secret],
      ['SELECT {p:Map(String, String)}', `{'a': file('${secret}')}`],
    ] as const) {
      const answer = await ask(query, p);
      expect(answer.body.toString()).not.toContain(canary);
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  });

  it('cannot name a file in a setting', async () => {
    for (const name of ['format_template_row', 'format_template_resultset', 'format_schema']) {
      const answer = await sendRaw(store.readerUrl, { query: { query: 'SELECT 1 FORMAT Template', [name]: secret } });
      expect(answer.body.toString()).not.toContain(canary);
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  });

  it('cannot stand in the system database', async () => {
    if (kind === 'server') return;
    expect(
      (await sendRaw(store.readerUrl, { query: { query: 'SELECT query FROM processes', database: 'system' } })).status,
    ).toBe(403);
  });
});
