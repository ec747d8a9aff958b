import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { environment, root } from '@/server/processes/up/settings.mjs';
import type { TestStores } from './stores';

const keys = JSON.stringify({
  sessionSecret: 'test-session-secret-of-32-characters',
  current: 'k1',
  keys: { k1: Buffer.alloc(32, 7).toString('base64') },
});

export interface WorkerProcess {
  child: ChildProcess;
  /** As a crash ends it; resolves when it is gone. */
  kill(): Promise<void>;
}

/** The worker as it is shipped, bundled from this tree, to be started on the stores of a test as often as needed. */
export interface WorkerProgram {
  start(options: { stores: TestStores; origin: string; env: Readonly<Record<string, string>> }): WorkerProcess;
  remove(): void;
}

export async function buildWorker(): Promise<WorkerProgram> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-worker-'));
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(dir, 'node_modules'));
  const outfile = path.join(dir, 'worker.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['server/processes/worker/main.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    logLevel: 'warning',
  });
  return {
    start: ({ stores, origin, env }) => {
      const child = spawn(process.execPath, [outfile], {
        cwd: root,
        stdio: ['pipe', 'inherit', 'inherit'],
        env: {
          PATH: environment.PATH,
          NODE_ENV: 'production',
          HOLDFAST_PARENT: '1',
          HOLDFAST_KEYS: keys,
          HOLDFAST_DIR: dir,
          DATABASE_SYSTEM_URL: stores.systemUrl,
          CLICKHOUSE_URL: stores.clickhouseWriterUrl,
          CLICKHOUSE_READER_URL: stores.clickhouseReaderUrl,
          PUBLIC_URL: origin,
          LOG_LEVEL: 'fatal',
          ...env,
        },
      });
      const exited = once(child, 'exit');
      return {
        child,
        kill: async () => {
          child.kill('SIGKILL');
          await exited;
        },
      };
    },
    remove: () => fs.rmSync(dir, { recursive: true, force: true }),
  };
}
