import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The state folder of the tested stack, as playwright.config.ts has it. */
const dir = process.env.HOLDFAST_DIR ?? path.resolve('.holdfast/e2e');

/** What a command answers under --json, on the stores of the tested stack. */
export async function runCommand<T>(...args: string[]): Promise<T> {
  const program = [path.resolve('server/processes/up/holdfast.mjs'), ...args, '--json'];
  const { stdout } = await run(process.execPath, program, {
    env: { ...process.env, HOLDFAST_DIR: dir },
    maxBuffer: 64e6,
    timeout: 120_000,
  });
  return JSON.parse(stdout) as T;
}
