import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { createRecordingQuerier } from '@/server/analytics/recording';
import { createSource, createWriteKey } from '@/server/features/sources';
import { createWorkspace } from '@/server/features/workspaces';
import { systemClock } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import { Database } from '@/server/platform/database';
import { parseKeys } from '@/server/platform/keys';
import { createLogger } from '@/server/platform/logger';
import { systemRng } from '@/server/platform/rng';
import { migrateRecord } from '@/server/processes/prepare/migrate-record';
import { createEmbeddedRoles } from '@/server/processes/prepare/roles';
import { findFreePort, startEmbeddedPostgres } from '@/server/processes/up/embedded-postgres.mjs';
import { root } from '@/server/processes/up/settings.mjs';
import { roleUrls } from './urls';

const keys = JSON.stringify({
  sessionSecret: 'test-session-secret-of-32-characters',
  current: 'k1',
  keys: { k1: Buffer.alloc(32, 7).toString('base64') },
});

/** A workspace with a source and its write key. */
export interface SendingTenant {
  ctx: ServiceContext;
  sourceId: string;
  key: string;
}

export interface IngestProcess {
  url: string;
  child: ChildProcess;
  /** Everything it wrote on standard error so far. */
  complaints: () => string;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A record of its own with the defaults of a real one (fsync on), and ingest processes over it. */
export interface IngestStack {
  adminUrl: string;
  urls: { owner: string; app: string; system: string };
  makeTenant(options?: { count?: 'people' | 'accounts'; currency?: string }): Promise<SendingTenant>;
  startIngest(options?: { port?: number; systemUrl?: string }): Promise<IngestProcess>;
  stopRecord(): Promise<void>;
  startRecord(): Promise<void>;
  stop(): Promise<void>;
}

export async function startIngestStack(): Promise<IngestStack> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-ingest-'));
  const bundle = await bundleIngest(dir);
  let record = await startEmbeddedPostgres(path.join(dir, 'postgres'));
  const urls = roleUrls(record.adminUrl, 'holdfast');
  await createEmbeddedRoles(record.adminUrl, urls);
  await migrateRecord(urls.owner);
  const db = new Database(urls.system, { max: 4 });
  const started: IngestProcess[] = [];
  let made = 0;
  return {
    adminUrl: record.adminUrl,
    urls,
    makeTenant: (options) => makeTenant(db, { slug: `t-${made++}`, ...options }),
    startIngest: async ({ port, systemUrl = urls.system } = {}) => {
      const running = await startProcess(bundle, { port: port ?? (await findFreePort()), systemUrl });
      started.push(running);
      return running;
    },
    stopRecord: () => record.stop(),
    startRecord: async () => {
      record = await startEmbeddedPostgres(path.join(dir, 'postgres'), { port: record.port });
    },
    stop: async () => {
      await Promise.all(started.map((running) => running.stop()));
      await db.close();
      await record.stop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function makeTenant(
  db: Database,
  options: { slug: string; count?: 'people' | 'accounts'; currency?: string },
): Promise<SendingTenant> {
  const made = { db, keys: parseKeys(keys), clock: systemClock, rng: systemRng };
  const { slug, count = 'people', currency = 'USD' } = options;
  const workspace = await createWorkspace(made, { slug, name: slug, count, currency, timezone: 'UTC' });
  const ctx: ServiceContext = {
    ...made,
    workspace,
    actor: { kind: 'job', name: 'test' },
    ch: createRecordingQuerier(workspace.no),
    log: createLogger({ process: 'test', level: 'silent' }),
  };
  const { id: sourceId } = await createSource(ctx, { name: 'HTTP' });
  const { key } = await createWriteKey(ctx, { sourceId });
  return { ctx, sourceId, key };
}

async function startProcess(
  bundle: string,
  { port, systemUrl }: { port: number; systemUrl: string },
): Promise<IngestProcess> {
  const child = spawn(process.execPath, [bundle], {
    cwd: root,
    stdio: ['pipe', 'inherit', 'pipe'],
    env: {
      NODE_ENV: 'production',
      HOLDFAST_PARENT: '1',
      HOLDFAST_KEYS: keys,
      DATABASE_SYSTEM_URL: systemUrl,
      INGEST_PORT: String(port),
      LOG_LEVEL: 'warn',
    },
  });
  let complaints = '';
  child.stderr.on('data', (text) => {
    complaints = `${complaints}${text}`.slice(-100_000);
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const url = `http://127.0.0.1:${port}`;
  while (child.exitCode === null && !(await isReady(url))) await sleep(25);
  if (child.exitCode !== null) throw new Error(complaints.trim() || `ingest ended with ${child.exitCode}`);
  return {
    url,
    child,
    complaints: () => complaints,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
}

/** The most memory that a process held at once, in MB, where the system counts it; elsewhere what it holds now. */
export function peakMemoryMb(pid: number | undefined): number {
  const file = `/proc/${pid}/status`;
  const kilobytes = fs.existsSync(file)
    ? /VmHWM:\s+(\d+)/.exec(fs.readFileSync(file, 'utf8'))?.[1]
    : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Math.round(Number(kilobytes) / 1_024);
}

const isReady = (url: string) =>
  fetch(`${url}/readyz`).then(
    (response) => response.ok,
    () => false,
  );

async function bundleIngest(dir: string): Promise<string> {
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(dir, 'node_modules'));
  const outfile = path.join(dir, 'ingest.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['server/processes/ingest/main.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    logLevel: 'warning',
  });
  return outfile;
}
