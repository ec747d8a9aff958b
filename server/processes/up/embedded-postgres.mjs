import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseAccount } from './postgres/account.mjs';
import { findPostgresBinaries } from './postgres/binaries.mjs';
import { reasonIn } from './run-program.mjs';
import { clearStaleLock, findPostmaster } from './postgres/postmaster.mjs';
import { StartError } from './start-error.mjs';

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  jit: 'off',
};
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
const LOCALE = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
const LOG_CAP_BYTES = 10_000_000;

/**
 * @typedef {object} EmbeddedPostgres
 * @property {string} adminUrl superuser on the `postgres` database: only for creating roles and databases
 * @property {number} port
 * @property {number} pid process id of the server
 * @property {() => Promise<void>} stop does nothing when the server is gone already
 */

/**
 * Starts PostgreSQL in a folder, or adopts the one that already runs there (also one left by a kill -9).
 * Throws StartError when the server cannot run here.
 * @param {string} dir
 * @param {{ fast?: boolean, port?: number }} options `fast` gives up durability, for tests; `port` asks for a fixed
 *   port, otherwise a free one is taken
 * @returns {Promise<EmbeddedPostgres>}
 */
export async function startEmbeddedPostgres(dir, { fast = false, port } = {}) {
  const home = path.resolve(dir);
  const cluster = { data: path.join(home, 'data'), log: path.join(home, 'postgres.log'), home, fast, port };
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  const account = await chooseAccount(findPostgresBinaries(), home);
  account.own(home);
  if (!fs.existsSync(path.join(cluster.data, 'PG_VERSION'))) await createCluster(account, cluster);
  const running = findPostmaster(cluster.data) ?? (await launch(account, cluster));
  const password = fs.readFileSync(path.join(home, 'password'), 'utf8');
  return {
    adminUrl: `postgres://postgres:${password}@127.0.0.1:${running.port}/postgres`,
    port: running.port,
    pid: running.pid,
    stop: () => stop(account, cluster),
  };
}

/** @returns {Promise<number>} a loopback port that was free a moment ago */
export function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// Made beside its place and renamed, so that an initdb that was killed half-way is never taken for a cluster.
async function createCluster(account, { home, data, fast }) {
  const draft = path.join(home, 'data.draft');
  const passwordFile = path.join(home, 'password');
  for (const left of [draft, data]) fs.rmSync(left, { recursive: true, force: true });
  fs.writeFileSync(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
  account.own(passwordFile);
  const access = ['-U', 'postgres', '--pwfile', passwordFile, '-A', 'scram-sha-256'];
  const made = await account.run('initdb', ['-D', draft, ...access, ...LOCALE, ...(fast ? ['--no-sync'] : [])]);
  if (made.code !== 0) throw new StartError(`the embedded PostgreSQL could not be created: ${reasonIn(made.output)}`);
  fs.renameSync(draft, data);
}

// Backends of a killed server leave within a second or so, and a free port may be taken before it is bound: try again.
async function launch(account, cluster) {
  if (fs.existsSync(cluster.log) && fs.statSync(cluster.log).size > LOG_CAP_BYTES) fs.truncateSync(cluster.log);
  let reason = 'its old processes do not leave';
  for (let attempt = 0; attempt < 40; attempt++) {
    if (clearStaleLock(cluster.data)) {
      const port = cluster.port ?? (await findFreePort());
      const options = ['-w', '-t', '600', '-l', cluster.log, '-o', settings(port, cluster.fast)];
      const started = await account.run('pg_ctl', ['start', '-D', cluster.data, ...options]);
      const running = findPostmaster(cluster.data);
      if (started.code === 0 && running) return running;
      reason = lastFatal(cluster.log) ?? reasonIn(started.output);
    }
    await sleep(250);
  }
  throw new StartError(`the embedded PostgreSQL in ${cluster.home} does not start: ${reason}`);
}

function settings(port, fast) {
  const all = Object.entries({ port: String(port), ...SETTINGS, ...(fast ? FAST : {}) });
  return all.map(([name, value]) => `-c ${name}=${value}`).join(' ');
}

async function stop(account, { data }) {
  if (!findPostmaster(data)) return;
  const stopped = await account.run('pg_ctl', ['-D', data, '-m', 'fast', '-w', '-t', '60', 'stop']);
  if (stopped.code !== 0 && findPostmaster(data))
    await account.run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
}

function lastFatal(log) {
  const tail = fs.existsSync(log) ? fs.readFileSync(log, 'utf8').slice(-4000) : '';
  return tail
    .split('\n')
    .filter((line) => line.includes('FATAL'))
    .at(-1);
}
