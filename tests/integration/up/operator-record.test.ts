import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '@/server/processes/up/run-program.mjs';
import { startTestPostgres, type TestPostgres } from '../../support/postgres';

// A Postgres of the operator's: the owner is no superuser, and may or may not make roles.
let server: TestPostgres;
let dir: string;
beforeAll(async () => {
  server = await startTestPostgres();
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-operator-'));
  const admin = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
  for (const [name, right] of [
    ['maker', 'CREATEROLE'],
    ['plain', 'NOCREATEROLE'],
  ]) {
    await admin.unsafe(`CREATE ROLE ${name} LOGIN PASSWORD 'secret-word' ${right}`);
    await admin.unsafe(`CREATE DATABASE ${name} OWNER ${name}`);
  }
  await admin.end();
});
afterAll(async () => {
  await server?.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

function holdfast(owner: string, words: string[], more: Record<string, string> = {}) {
  const url = Object.assign(new URL(server.adminUrl), {
    username: owner,
    password: 'secret-word',
    pathname: `/${owner}`,
  });
  const env = { ...process.env, HOLDFAST_DIR: path.join(dir, owner), DATABASE_URL: url.href, ...more };
  return runProgram(process.execPath, ['server/processes/up/holdfast.mjs', ...words, '--json'], { env });
}

test('an owner that may make roles needs no other address, and no Postgres is started', async () => {
  const made = await holdfast('maker', ['workspace', 'create', 'acme']);
  expect(made.output).not.toContain('secret-word');
  expect(JSON.parse(made.stdout)).toMatchObject({ slug: 'acme' });
  expect(fs.existsSync(path.join(dir, 'maker', 'postgres'))).toBe(false);
  const again = await holdfast('maker', ['workspace', 'create', 'acme']);
  expect(JSON.parse(again.stdout)).toMatchObject({ error: { code: 'conflict' } });
}, 120_000);

test('an owner that may not is told which addresses are missing', async () => {
  const refused = await holdfast('plain', ['workspace', 'create', 'acme']);
  expect(refused.code).toBe(1);
  const { error } = JSON.parse(refused.stdout);
  expect(error.message).toMatch(/^DATABASE_APP_URL and DATABASE_SYSTEM_URL: are not set/);
  expect(refused.output).not.toContain('secret-word');
}, 120_000);

test('an analytics store that is away refuses nothing that the record can do', async () => {
  const away = { CLICKHOUSE_URL: 'http://writer:secret-word@127.0.0.1:9/holdfast' };
  const made = await holdfast('maker', ['workspace', 'create', 'without-store'], away);
  expect(made.output).not.toContain('secret-word');
  expect(JSON.parse(made.stdout)).toMatchObject({ slug: 'without-store' });
  expect(made.output).toContain('holdfast: the analytics store cannot be reached: events are taken');
}, 120_000);

test('an embedded one that does not start refuses nothing either', async () => {
  fs.rmSync(path.join(dir, 'maker', 'clickhouse'), { recursive: true, force: true });
  fs.writeFileSync(path.join(dir, 'maker', 'clickhouse'), 'no folder');
  const made = await holdfast('maker', ['workspace', 'create', 'without-engine']);
  expect(JSON.parse(made.stdout)).toMatchObject({ slug: 'without-engine' });
  expect(made.output).toContain('holdfast: the embedded ClickHouse does not start: events are taken');
}, 120_000);
