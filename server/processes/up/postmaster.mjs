import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * The server that runs in a data folder, by its postmaster.pid.
 * @param {string} data
 * @returns {{ pid: number, port: number } | undefined}
 */
export function findPostmaster(data) {
  const lines = readLines(path.join(data, 'postmaster.pid'));
  const pid = Number(lines[0]);
  if (!(pid > 1) || !isPostgres(pid)) return undefined;
  return { pid, port: Number(lines[3]) };
}

/**
 * Removes a postmaster.pid whose process is gone. PostgreSQL itself refuses to when the number belongs to another
 * process by now, as after a container restart, or to a zombie that nobody reaps.
 * @param {string} data
 * @returns {boolean} false while backends of the killed server still leave
 */
export function clearStaleLock(data) {
  if (findPostmaster(data) || hasBackends(data)) return false;
  fs.rmSync(path.join(data, 'postmaster.pid'), { force: true });
  return true;
}

function isPostgres(pid) {
  const command = fs.existsSync('/proc/self') ? linuxCommand(pid) : bsdCommand(pid);
  return /(^|\/)postgres\b/.test(command);
}

// Empty for a zombie as well as for a process that is gone.
function linuxCommand(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '';
  } catch {
    return '';
  }
}

function bsdCommand(pid) {
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

// Every backend works inside the data folder. Elsewhere than on Linux the server's own check has to do.
function hasBackends(data) {
  if (!fs.existsSync('/proc/self')) return false;
  const real = fs.realpathSync(data);
  return fs.readdirSync('/proc').some((name) => /^\d+$/.test(name) && workingFolder(name) === real);
}

function workingFolder(pid) {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function readLines(file) {
  try {
    return fs.readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
