import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** An embedded ClickHouse of one's own, in a process of its own. */
export interface TestClickHouse {
  port: number;
  pid: number;
  version: string;
  /** The bundled entry that was started. */
  bundle: string;
  writerUrl(database: string): string;
  readerUrl(database: string): string;
  /** Ends it cleanly and returns its exit code. */
  stop(): Promise<number>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Ends it cleanly if it runs and starts it again, with the same addresses. */
  restart(): Promise<void>;
}

interface Launch {
  directory: string;
  port: number;
  passwords: { writer: string; reader: string };
}

interface Running {
  child: ChildProcess;
  exited: Promise<number>;
  port: number;
  version: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
let bundled: Promise<string> | undefined;

/** Starts the embedded ClickHouse on `directory` and a free port; rejects when it cannot own the directory. */
export async function startTestClickHouse(directory: string): Promise<TestClickHouse> {
  bundled ??= bundle();
  const entry = await bundled;
  const passwords = { writer: randomBytes(18).toString('hex'), reader: randomBytes(18).toString('hex') };
  let running = await launch(entry, { directory, port: 0, passwords });
  const { port, version } = running;
  const url = (role: 'writer' | 'reader', database: string) =>
    `http://holdfast_${role}:${passwords[role]}@127.0.0.1:${port}/${database}`;
  const end = (signal: NodeJS.Signals) => {
    running.child.kill(signal);
    return running.exited;
  };
  return {
    port,
    version,
    bundle: entry,
    get pid() {
      return running.child.pid ?? 0;
    },
    writerUrl: (database) => url('writer', database),
    readerUrl: (database) => url('reader', database),
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    restart: async () => {
      await end('SIGTERM');
      running = await launch(entry, { directory, port, passwords });
    },
  };
}

async function launch(entry: string, { directory, port, passwords }: Launch): Promise<Running> {
  const child = spawn(process.execPath, [entry], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      NODE_ENV: 'test',
      // A zone nobody expects: answers must not depend on the host's.
      TZ: 'Pacific/Auckland',
      UV_THREADPOOL_SIZE: '32',
      HOLDFAST_PARENT: '1',
      CLICKHOUSE_DIR: directory,
      CLICKHOUSE_PORT: String(port),
      CLICKHOUSE_WRITER_PASSWORD: passwords.writer,
      CLICKHOUSE_READER_PASSWORD: passwords.reader,
    },
  });
  const exited = once(child, 'exit').then(([code]) => Number(code));
  return { child, exited, ...(await whenReady(child, exited)) };
}

/** Outside the tree, named by its content: once per change, shared by every process. The packages are reached by a link. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'server/processes/embedded-clickhouse/main.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['chdb'],
    tsconfig: path.join(root, 'tsconfig.json'),
  });
  const code = outputFiles[0]?.contents ?? '';
  const name = createHash('sha256').update(root).update(code).digest('hex').slice(0, 16);
  const folder = path.join(os.tmpdir(), `holdfast-clickhouse-${os.userInfo().uid}`, name);
  const entry = path.join(folder, 'embedded-clickhouse.mjs');
  if (fs.existsSync(entry)) return entry;
  const fresh = `${folder}.${process.pid}`;
  fs.mkdirSync(fresh, { recursive: true, mode: 0o700 });
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(fresh, 'node_modules'));
  fs.writeFileSync(path.join(fresh, 'embedded-clickhouse.mjs'), code);
  try {
    fs.renameSync(fresh, folder);
  } catch (error) {
    if (!fs.existsSync(entry)) throw error;
    fs.rmSync(fresh, { recursive: true }); // another process was faster
  }
  return entry;
}

async function whenReady(child: ChildProcess, exited: Promise<number>): Promise<{ port: number; version: string }> {
  let out = '';
  let complaints = '';
  child.stderr?.on('data', (text) => {
    complaints += text;
  });
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (text) => {
      out += text;
      if (out.includes('\n')) resolve(JSON.parse(out));
    });
    void exited.then((code) => reject(new Error(`embedded ClickHouse ended with ${code}: ${complaints.trim()}`)));
  });
}
