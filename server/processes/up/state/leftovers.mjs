import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf } from './liveness.mjs';

const PATIENCE_MS = 15_000;

/**
 * Waits for the processes of a launcher that was killed: they end by themselves, and hold ports and the embedded
 * ClickHouse's folder until then. One that hangs is killed. Postgres stays, to be adopted.
 * @param {string} dir HOLDFAST_DIR, held by this process
 */
export async function endLeftovers(dir) {
  const file = path.join(dir, 'run.json');
  if (!fs.existsSync(file)) return;
  const { processes = {} } = JSON.parse(fs.readFileSync(file, 'utf8'));
  const bundles = Object.entries(processes).filter(([name]) => name !== 'postgres');
  const left = () => bundles.map(([, pid]) => pid).filter((pid) => /\/dist\/[\w-]+\.js\b/.test(commandOf(pid)));
  const deadline = performance.now() + PATIENCE_MS;
  while (left().length > 0 && performance.now() < deadline) await sleep(100);
  for (const pid of left()) process.kill(pid, 'SIGKILL');
}
