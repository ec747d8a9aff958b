import path from 'node:path';
import { Child, environmentFor } from './child.mjs';
import { findFreePort, startEmbeddedPostgres } from './embedded-postgres.mjs';
import { findPostmaster } from './postgres/postmaster.mjs';
import { reasonIn, runProgram } from './run-program.mjs';
import { readPasswords } from './state/secrets.mjs';
import { root } from './settings.mjs';
import { StartError } from './start-error.mjs';

const WATCH_MS = 300;

/** @typedef {Record<'DATABASE_URL' | 'DATABASE_APP_URL' | 'DATABASE_SYSTEM_URL' | 'CLICKHOUSE_URL' | 'CLICKHOUSE_READER_URL', string>} Addresses */

/**
 * Both stores, migrated: the operator's where their addresses are set, else embedded ones that are started here,
 * watched, and started again at the same port when they die.
 * @param {{ settings: object, keys: string, run: import('./state/run-file.mjs').RunFile, say: (line: string) => void,
 *   onOpen: (close: () => Promise<void>) => void }} options `onOpen`: what must be closed again, in order of opening
 * @returns {Promise<{ addresses: Addresses, clickhouse: Child | undefined }>}
 */
export async function openStores({ settings, keys, run, say, onOpen }) {
  const dir = settings.HOLDFAST_DIR;
  const passwords = readPasswords(dir);
  const note = (name) => (pid) => run.noteProcess(name, pid);
  const embedded = {};
  let adminUrl;
  if (!settings.DATABASE_URL) {
    const record = await keepPostgres(path.join(dir, 'postgres'), { say, onStart: note('postgres') });
    onOpen(record.stop);
    adminUrl = record.adminUrl;
    Object.assign(embedded, recordAddresses(record.port, passwords));
  }
  let clickhouse;
  if (!settings.CLICKHOUSE_URL) {
    const port = await findFreePort();
    clickhouse = makeClickHouse(path.join(dir, 'clickhouse'), { port, passwords, say, onStart: note('clickhouse') });
    onOpen(() => clickhouse.stop());
    if (!(await clickhouse.start().firstLine()))
      say('the embedded ClickHouse does not start: events are taken, answers come when it does');
    Object.assign(embedded, answersAddresses(port, passwords));
  }
  const addresses = await prepare({ settings, keys, say, embedded, adminUrl });
  return { addresses, clickhouse };
}

const recordAddresses = (port, { owner, app, system }) => {
  const address = (role, password) => `postgres://${role}:${password}@127.0.0.1:${port}/holdfast`;
  return {
    DATABASE_URL: address('holdfast_owner', owner),
    DATABASE_APP_URL: address('holdfast_app', app),
    DATABASE_SYSTEM_URL: address('holdfast_system', system),
  };
};

const answersAddresses = (port, { writer, reader }) => ({
  CLICKHOUSE_URL: `http://holdfast_writer:${writer}@127.0.0.1:${port}/holdfast`,
  CLICKHOUSE_READER_URL: `http://holdfast_reader:${reader}@127.0.0.1:${port}/holdfast`,
});

function makeClickHouse(dir, { port, passwords, say, onStart }) {
  const env = {
    CLICKHOUSE_DIR: dir,
    CLICKHOUSE_PORT: String(port),
    CLICKHOUSE_WRITER_PASSWORD: passwords.writer,
    CLICKHOUSE_READER_PASSWORD: passwords.reader,
    // Every call of the engine occupies one of these threads; the pool is sized before the process runs.
    UV_THREADPOOL_SIZE: '32',
  };
  return new Child({ name: 'embedded-clickhouse', env, say, onStart, quiet: true });
}

// The server is not a child of ours (it outlives a killed launcher to be adopted), so its end has to be looked for.
async function keepPostgres(dir, { say, onStart }) {
  let server = await startEmbeddedPostgres(dir);
  onStart(server.pid);
  let repair;
  const revive = async () => {
    say('postgres ended, starting it again');
    server = await startEmbeddedPostgres(dir, { port: server.port });
    onStart(server.pid);
  };
  const watch = setInterval(() => {
    if (repair || findPostmaster(path.join(dir, 'data'))) return;
    repair = revive()
      .catch((error) => say(error.message))
      .finally(() => {
        repair = undefined;
      });
  }, WATCH_MS);
  const stop = async () => {
    clearInterval(watch);
    await repair;
    await server.stop();
  };
  return { adminUrl: server.adminUrl, port: server.port, stop };
}

// It makes roles, users and databases where it may, migrates both stores, and prints the addresses it could complete,
// and before them what an operator should know.
async function prepare({ settings, keys, say, embedded, adminUrl }) {
  const own = {
    DATABASE_URL: settings.DATABASE_URL,
    DATABASE_APP_URL: settings.DATABASE_APP_URL,
    DATABASE_SYSTEM_URL: settings.DATABASE_SYSTEM_URL,
    CLICKHOUSE_URL: settings.CLICKHOUSE_URL,
    CLICKHOUSE_READER_URL: settings.CLICKHOUSE_READER_URL,
    CLICKHOUSE_CLUSTER: settings.CLICKHOUSE_CLUSTER,
    ...embedded,
  };
  const { code, stdout, output } = await runProgram(process.execPath, [path.join(root, 'dist', 'prepare.js')], {
    cwd: root,
    env: environmentFor({ ...own, POSTGRES_ADMIN_URL: adminUrl, HOLDFAST_KEYS: keys }),
  });
  if (code !== 0) throw new StartError(reasonIn(output));
  const lines = stdout.trim().split('\n');
  const completed = lines.find((line) => line.startsWith('{'));
  for (const line of lines) if (line !== completed) say(line);
  return { ...own, ...(completed ? JSON.parse(completed) : {}) };
}
