import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf } from './liveness.mjs';

/**
 * Takes a lock file that holds the number of this process; one left by a process that is gone is taken over.
 * @param {string} file
 * @returns {{ release: () => void } | { holder: number }}
 */
export function tryLock(file) {
  while (!create(file)) {
    const holder = readHolder(file);
    if (isOurs(holder)) return { holder };
    clearAbandoned(file, holder);
  }
  return { release: () => fs.rmSync(file, { force: true }) };
}

/**
 * Waits for a lock file.
 * @param {string} file
 * @param {(holder: number) => void} whileHeld called again and again while another process holds it; throws to give up
 * @returns {Promise<() => void>} release
 */
export async function acquireLock(file, whileHeld) {
  for (;;) {
    const lock = tryLock(file);
    if (lock.release) return lock.release;
    whileHeld(lock.holder);
    await sleep(100);
  }
}

/** Whether a launcher, command or build of some checkout runs under that number. */
export const isOurs = (pid) => /\bprocesses\/up\/\w+\.mjs\b/.test(commandOf(pid));

// Two may find the same abandoned lock: what is moved aside is looked at again, and a fresh lock goes back.
function clearAbandoned(file, holder) {
  const aside = `${file}.aside.${process.pid}`;
  try {
    fs.renameSync(file, aside);
    if (readHolder(aside) !== holder) fs.linkSync(aside, file);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

// Written beside and linked into place, so that nobody reads a lock that is still empty.
function create(file) {
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, String(process.pid), { mode: 0o600 });
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function readHolder(file) {
  try {
    return Number(fs.readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}
