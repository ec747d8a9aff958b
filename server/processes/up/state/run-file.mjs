import fs from 'node:fs';
import path from 'node:path';
import { isOurs } from './lock.mjs';
import { writePrivate } from './secrets.mjs';

/** Makes HOLDFAST_DIR. As root others may pass through it: the record may run as another account below. */
export function makeStateFolder(dir) {
  fs.mkdirSync(dir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
}

/**
 * `.holdfast/run.json`: who runs the stores of this folder, where, and under which numbers.
 * `{ pid, state: 'starting' | 'running' | 'closing', addresses, ports, processes: { name: pid } }`
 */
export class RunFile {
  #file;
  #value;

  constructor(dir) {
    this.#file = path.join(dir, 'run.json');
    this.#value = { pid: process.pid, state: 'starting', processes: {} };
  }

  update(change) {
    this.#value = { ...this.#value, ...change };
    writePrivate(this.#file, this.#value);
  }

  noteProcess(name, pid) {
    this.update({ processes: { ...this.#value.processes, [name]: pid } });
  }

  remove() {
    fs.rmSync(this.#file, { force: true });
  }
}

/** The run file of `dir`, or undefined when nothing runs there. */
export function readRun(dir) {
  try {
    const run = JSON.parse(fs.readFileSync(path.join(dir, 'run.json'), 'utf8'));
    return isOurs(run.pid) ? run : undefined;
  } catch {
    return undefined;
  }
}
