import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@/server/processes/up/embedded-postgres.mjs';

export interface TestPostgres {
  /** URL of the superuser on the `postgres` database. */
  adminUrl: string;
  port: number;
  /** Stops the server and deletes its folder. */
  stop(): Promise<void>;
}

// The folder is named after the process it serves, so that the next run can clear what a killed run left behind.
const shelf = path.join(os.tmpdir(), `holdfast-test-postgres-${process.getuid?.() ?? 'user'}`);

/** A PostgreSQL cluster of its own in a temporary folder, with fsync off. One for each process. */
export async function startTestPostgres(): Promise<TestPostgres> {
  fs.mkdirSync(shelf, { recursive: true, mode: 0o755 });
  await clearAbandoned();
  const dir = path.join(shelf, String(process.pid));
  const server = await startEmbeddedPostgres(dir, { fast: true });
  return {
    adminUrl: server.adminUrl,
    port: server.port,
    stop: async () => {
      await server.stop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function clearAbandoned(): Promise<void> {
  for (const name of fs.readdirSync(shelf)) {
    if (isAlive(Number(name))) continue;
    const dir = path.join(shelf, name);
    if (fs.existsSync(path.join(dir, 'data', 'postmaster.pid'))) await (await startEmbeddedPostgres(dir)).stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
