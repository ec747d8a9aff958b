import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

const onLinux = fs.existsSync('/proc/self/cmdline');

/**
 * Command line of a process; empty when it is gone or a zombie. A number alone proves nothing: after a restart of
 * the machine or container it belongs to someone else.
 * @param {number} pid
 * @returns {string}
 */
export function commandOf(pid) {
  if (!(pid > 1)) return '';
  try {
    if (onLinux) return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return execFileSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** Whether some process works inside `folder`. Always false elsewhere than on Linux. */
export function hasProcessIn(folder) {
  if (!onLinux) return false;
  const real = fs.realpathSync(folder);
  return fs.readdirSync('/proc').some((name) => /^\d+$/.test(name) && workingFolder(name) === real);
}

function workingFolder(pid) {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}
