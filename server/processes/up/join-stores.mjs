import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endLeftovers } from './state/leftovers.mjs';
import { isOurs, tryLock } from './state/lock.mjs';
import { RunFile, readRun } from './state/run-file.mjs';
import { openStores } from './stores.mjs';

/**
 * The stores of a state folder for the time of one command: the running ones, or ones that this command opens and
 * closes. Commands at the same time share those of the first, which closes them after the last has left.
 * @param {{ settings: object, keys: string, say: (line: string) => void }} options
 * @returns {Promise<{ addresses: import('./stores.mjs').Addresses, leave: () => Promise<void> }>}
 */
export async function joinStores(options) {
  const dir = options.settings.HOLDFAST_DIR;
  for (;;) {
    const shared = shareRunning(dir);
    if (shared) return shared;
    const { release } = tryLock(path.join(dir, 'lock'));
    if (release) return openForOthers(options, release);
    await sleep(100);
  }
}

// The mark is set before the look, and the owner looks for marks after it says that it closes: one of them sees the other.
function shareRunning(dir) {
  if (readRun(dir)?.state !== 'running') return undefined;
  const marks = path.join(dir, 'guests');
  const mark = path.join(marks, String(process.pid));
  fs.mkdirSync(marks, { recursive: true, mode: 0o700 });
  fs.writeFileSync(mark, '');
  const run = readRun(dir);
  const leave = async () => fs.rmSync(mark, { force: true });
  if (run?.state === 'running') return { addresses: run.addresses, leave };
  fs.rmSync(mark, { force: true });
  return undefined;
}

async function openForOthers({ settings, keys, say }, release) {
  const dir = settings.HOLDFAST_DIR;
  const run = new RunFile(dir);
  const closers = [release, () => run.remove()];
  const close = async () => {
    for (const closer of closers.toReversed()) await closer();
  };
  try {
    await endLeftovers(dir);
    run.update({});
    const onOpen = (closer) => closers.push(closer);
    const { addresses } = await openStores({ settings, keys, run, say, onOpen });
    run.update({ state: 'running', addresses });
    closers.push(() => untilGuestsLeft(dir, run));
    return { addresses, leave: close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function untilGuestsLeft(dir, run) {
  run.update({ state: 'closing' });
  const marks = path.join(dir, 'guests');
  const guests = () => (fs.existsSync(marks) ? fs.readdirSync(marks) : []);
  while (guests().some((pid) => isOurs(Number(pid)))) await sleep(50);
  fs.rmSync(marks, { recursive: true, force: true });
}
