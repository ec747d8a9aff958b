import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { environment, root } from '../../server/processes/up/settings.mjs';

/** Runs a command as its user does, on the stores of `dir` or on its own while they are not up, and reads what it prints. */
export async function runHoldfast<T>(dir: string, ...args: string[]): Promise<T> {
  const program = [path.join(root, 'server/processes/up/holdfast.mjs'), ...args, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, program, {
    env: { ...environment, HOLDFAST_DIR: dir },
    maxBuffer: 64e6,
  });
  return JSON.parse(stdout) as T;
}
