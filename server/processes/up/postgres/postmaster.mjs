import fs from 'node:fs';
import path from 'node:path';
import { commandOf, hasProcessIn } from '../state/liveness.mjs';

/**
 * The server that runs in a data folder, by its postmaster.pid.
 * @param {string} data
 * @returns {{ pid: number, port: number } | undefined}
 */
export function findPostmaster(data) {
  const lines = readLines(path.join(data, 'postmaster.pid'));
  const pid = Number(lines[0]);
  return /(^|\/)postgres( |$)/.test(commandOf(pid)) ? { pid, port: Number(lines[3]) } : undefined;
}

/**
 * Removes a postmaster.pid whose process is gone. PostgreSQL itself refuses to when the number belongs to another
 * process by now, as after a container restart, or to a zombie that nobody reaps.
 * @param {string} data
 * @returns {boolean} false while backends of the killed server still leave; each of them works inside the folder
 */
export function clearStaleLock(data) {
  if (findPostmaster(data) || hasProcessIn(data)) return false;
  fs.rmSync(path.join(data, 'postmaster.pid'), { force: true });
  return true;
}

function readLines(file) {
  try {
    return fs.readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
