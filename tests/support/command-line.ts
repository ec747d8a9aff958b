import { type ChildProcess, execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { testStores } from './stores';
import { testKeys } from './tenant';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

export interface CommandLine {
  /** HOLDFAST_DIR of its commands. */
  dir: string;
  run(...args: string[]): Promise<Ran>;
  /** Starts a command and leaves it running. */
  start(...args: string[]): ChildProcess;
  remove(): void;
}

/** The command line as it is built, on the test stores. */
export async function makeCommandLine(): Promise<CommandLine> {
  const stores = await testStores();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-cli-'));
  const program = path.join(folder, 'cli.mjs');
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  await build({
    entryPoints: [path.join(root, 'server/cli/main.ts')],
    outfile: program,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    tsconfig: path.join(root, 'tsconfig.json'),
  });
  const keys = Object.fromEntries([...testKeys.keys].map(([id, key]) => [id, key.toString('base64')]));
  const env = {
    NODE_ENV: 'test' as const,
    PATH: process.env.PATH,
    DATABASE_URL: stores.ownerUrl,
    DATABASE_APP_URL: stores.appUrl,
    DATABASE_SYSTEM_URL: stores.systemUrl,
    CLICKHOUSE_URL: stores.clickhouseWriterUrl,
    CLICKHOUSE_READER_URL: stores.clickhouseReaderUrl,
    HOLDFAST_DIR: folder,
    HOLDFAST_KEYS: JSON.stringify({ sessionSecret: testKeys.sessionSecret, current: testKeys.current, keys }),
  };
  return {
    dir: folder,
    run: (...args) =>
      new Promise((resolve) => {
        execFile(process.execPath, [program, ...args], { cwd: root, env, maxBuffer: 64e6 }, (error, stdout, stderr) => {
          resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
        });
      }),
    start: (...args) =>
      spawn(process.execPath, [program, ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] }),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
