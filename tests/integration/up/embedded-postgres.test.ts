import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startEmbeddedPostgres } from '@/server/processes/up/embedded-postgres.mjs';
import { commandOf } from '@/server/processes/up/state/liveness.mjs';

const asRoot = process.getuid?.() === 0;
let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-embedded-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  if (fs.existsSync(path.join(dir, 'data'))) await (await startEmbeddedPostgres(dir)).stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

async function ask<T extends postgres.Row>(url: string, query: string): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql.unsafe<T[]>(query);
    if (!row) throw new Error('no row');
    return row;
  } finally {
    await sql.end();
  }
}

test('keeps what was committed, durably and only on loopback', async () => {
  const first = await startEmbeddedPostgres(dir);
  const settings = await ask(
    first.adminUrl,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
      current_setting('listen_addresses') as listens, current_setting('server_version_num')::int as version`,
  );
  expect(settings).toMatchObject({ fsync: 'on', commit: 'on', listens: '127.0.0.1' });
  expect(settings.version).toBeGreaterThanOrEqual(180000);
  await ask(first.adminUrl, 'create table kept as select 41 + 1 as n; select 1 as done');
  await first.stop();
  const second = await startEmbeddedPostgres(dir);
  expect(await ask(second.adminUrl, 'select n from kept')).toEqual({ n: 42 });
  await expect(ask(second.adminUrl.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
});

test('adopts the server that a killed starter left behind', async () => {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(path.resolve('server/processes/up/embedded-postgres.mjs'))};
    const { pid, port } = await startEmbeddedPostgres(${JSON.stringify(dir)});
    process.stdout.write(JSON.stringify({ pid, port }) + '\\n');
    setInterval(() => {}, 1000);`;
  const starter = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(starter.stdout, 'data')) as [Buffer];
  starter.kill('SIGKILL');
  await once(starter, 'exit');
  const { pid, port } = await startEmbeddedPostgres(dir);
  expect({ pid, port }).toEqual(JSON.parse(line.toString()));
});

test('starts again at the same port after a kill -9 of the server', async () => {
  const before = await startEmbeddedPostgres(dir);
  await ask(before.adminUrl, 'create table kept as select 1 as n; select 1 as done');
  process.kill(before.pid, 'SIGKILL');
  await expect.poll(() => commandOf(before.pid)).not.toContain('postgres');
  const after = await startEmbeddedPostgres(dir, { port: before.port });
  expect(after.port).toBe(before.port);
  expect(after.pid).not.toBe(before.pid);
  expect(await ask(after.adminUrl, 'select n from kept')).toEqual({ n: 1 });
});

test('a server number that belongs to another process by now is not mistaken for the server', async () => {
  const before = await startEmbeddedPostgres(dir);
  const lock = path.join(dir, 'data', 'postmaster.pid');
  const text = fs.readFileSync(lock, 'utf8');
  await before.stop();
  fs.writeFileSync(lock, text.replace(/^\d+/, String(process.ppid)));
  const after = await startEmbeddedPostgres(dir);
  expect(await ask(after.adminUrl, 'select 1 as n')).toEqual({ n: 1 });
});

test('a cluster whose making was cut short is made anew', async () => {
  fs.mkdirSync(path.join(dir, 'data.draft', 'base'), { recursive: true });
  fs.writeFileSync(path.join(dir, 'data.draft', 'PG_VERSION'), '18\n');
  const { adminUrl } = await startEmbeddedPostgres(dir);
  expect(await ask(adminUrl, 'select 1 as n')).toEqual({ n: 1 });
});

test.runIf(asRoot)('as root without user namespaces it runs as nobody, and changes hands back', async () => {
  const onlyTest = path.join(dir, 'bin');
  fs.mkdirSync(onlyTest);
  fs.symlinkSync('/usr/bin/test', path.join(onlyTest, 'test'));
  fs.chmodSync(dir, 0o755);
  const home = path.join(dir, 'cluster');
  vi.stubEnv('PATH', onlyTest);
  const asNobody = await startEmbeddedPostgres(home);
  expect(fs.statSync(`/proc/${asNobody.pid}`).uid).toBe(65534);
  await ask(asNobody.adminUrl, 'create table kept as select 1 as n; select 1 as done');
  await asNobody.stop();
  vi.unstubAllEnvs();
  const inNamespace = await startEmbeddedPostgres(home);
  expect(fs.statSync(path.join(home, 'data', 'PG_VERSION')).uid).toBe(0);
  expect(await ask(inNamespace.adminUrl, 'select n from kept')).toEqual({ n: 1 });
  await inNamespace.stop();
});

test.runIf(asRoot)('as root in a private folder without user namespaces it refuses in one line', async () => {
  const closed = path.join(dir, 'private');
  fs.mkdirSync(closed, { mode: 0o700 });
  const onlyTest = path.join(dir, 'bin');
  fs.mkdirSync(onlyTest);
  fs.symlinkSync(execFileSync('which', ['test'], { encoding: 'utf8' }).trim(), path.join(onlyTest, 'test'));
  vi.stubEnv('PATH', onlyTest);
  await expect(startEmbeddedPostgres(path.join(closed, 'cluster'))).rejects.toThrow(
    /^the embedded PostgreSQL cannot run as root here: .*set DATABASE_URL$/,
  );
});
