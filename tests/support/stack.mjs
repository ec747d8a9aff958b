import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../../server/processes/up/embedded-postgres.mjs';
import { readRun } from '../../server/processes/up/state/run-file.mjs';
import { environment, root } from '../../server/processes/up/settings.mjs';

// What npm tells the script it runs (its cache, its configuration) is not for another npm or another user.
const inherited = Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('npm_')));

/**
 * @typedef {object} Stack
 * @property {string} address of the web process
 * @property {string} ingestAddress
 * @property {string} metricsAddress
 * @property {number} seconds from the start of the launcher until it serves
 * @property {import('node:child_process').ChildProcess} launcher
 * @property {() => { pid: number, addresses: Record<string, string>, processes: Record<string, number> }} run
 *   what `.holdfast/run.json` says now: addresses of the stores, numbers of the processes
 * @property {() => string} output what the launcher wrote so far
 * @property {() => Promise<number | null>} stop SIGTERM; returns the exit code
 */

/**
 * Starts everything as `npm start` does, on free ports, and waits until it serves.
 * @param {{ dir: string, checkout?: string, command?: string[], env?: Record<string, string>, uid?: number, gid?: number,
 *   withinSeconds?: number }} options `dir` is its HOLDFAST_DIR, `checkout` another copy of the tree
 * @returns {Promise<Stack>}
 */
export async function startStack({ dir, checkout = root, command, env = {}, uid, gid, withinSeconds = 300 }) {
  const [web, ingest, metrics] = [await findFreePort(), await findFreePort(), await findFreePort()];
  const ports = { PORT: String(web), INGEST_PORT: String(ingest), METRICS_PORT: String(metrics) };
  const [program, ...args] = command ?? [process.execPath, 'server/processes/up/start.mjs'];
  const startedAt = performance.now();
  const launcher = spawn(program, args, {
    cwd: checkout,
    env: { ...inherited, ...ports, HOLDFAST_DIR: dir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    uid,
    gid,
  });
  let output = '';
  for (const stream of [launcher.stdout, launcher.stderr])
    stream.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
    });
  // Undefined while only a killed launcher's file is there.
  const read = () => readRun(dir);
  const serves = () => read()?.serving === true;
  const over = () => launcher.exitCode !== null || performance.now() - startedAt > withinSeconds * 1000;
  while (!serves() && !over()) await sleep(50);
  const seconds = (performance.now() - startedAt) / 1000;
  const stop = async () => {
    if (launcher.exitCode !== null || launcher.signalCode !== null) return launcher.exitCode;
    launcher.kill('SIGTERM');
    const [code] = await once(launcher, 'exit');
    return code;
  };
  if (!serves()) {
    await stop();
    throw new Error(`it did not serve within ${seconds.toFixed(0)} s:\n${output}`);
  }
  return {
    address: `http://localhost:${web}`,
    ingestAddress: `http://127.0.0.1:${ingest}`,
    metricsAddress: `http://127.0.0.1:${metrics}/metrics`,
    seconds,
    launcher,
    run: read,
    output: () => output,
    stop,
  };
}
