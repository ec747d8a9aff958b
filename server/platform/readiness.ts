import fs from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, poolOf } from './database';

const journal = z.object({ entries: z.array(z.object({ when: z.number() })) });
const REMEMBERED_MS = 1_000;
const LONGEST_MS = 3_000;

export type Readiness = { ready: true } | { ready: false; reason: 'record_unavailable' | 'migrations_pending' };

/**
 * Asks whether this process may take work: its record commits a write and has every migration of this build, and says so
 * within three seconds. The analytics store is not asked. An answer is kept for a second, so that many askers cost one
 * small write; while a record is silent nothing more is asked of it.
 */
export function createReadiness(db: Database, folder = path.join(process.cwd(), 'drizzle')): () => Promise<Readiness> {
  const { entries } = journal.parse(JSON.parse(fs.readFileSync(path.join(folder, 'meta', '_journal.json'), 'utf8')));
  const newest = Math.max(...entries.map((entry) => entry.when));
  let asked: { at: number; answer: Promise<Readiness> } | undefined;
  let isOpen = false;
  return () => {
    if (!asked || (!isOpen && performance.now() - asked.at > REMEMBERED_MS)) {
      isOpen = true;
      const asking = ask(db, newest).finally(() => {
        isOpen = false;
      });
      asked = { at: performance.now(), answer: inTime(asking) };
    }
    return asked.answer;
  };
}

async function inTime(asking: Promise<Readiness>): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve({ ready: false, reason: 'record_unavailable' }), LONGEST_MS);
  });
  return Promise.race([asking, late]).finally(() => clearTimeout(timer));
}

async function ask(db: Database, newest: number): Promise<Readiness> {
  try {
    // A message in the write-ahead log: a commit that must reach the disk, and touches no table.
    const rows = await poolOf(db).orm.execute<{ applied: string | null }>(sql`
      SELECT pg_logical_emit_message(true, 'holdfast', 'ready'),
        (SELECT max(created_at) FROM drizzle.__drizzle_migrations) AS applied`);
    return Number(rows[0]?.applied) >= newest ? { ready: true } : { ready: false, reason: 'migrations_pending' };
  } catch {
    return { ready: false, reason: 'record_unavailable' };
  }
}
