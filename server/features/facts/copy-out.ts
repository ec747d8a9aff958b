import { Readable } from 'node:stream';
import type { ServiceContext } from '@/server/platform/context';
import { poolOf } from '@/server/platform/database';

/** Streams the rows of queries out of one snapshot of the record, behind the workspace's wall; one at a time. */
export interface CopyOut {
  rows(query: string): Promise<Readable>;
  /** A single number, `n`. */
  count(query: string): Promise<number>;
  /** A sum, `n`, in 64 bits as the store adds up: beyond them it wraps, so that both still compare exactly. */
  sum(query: string): Promise<bigint>;
}

/** `lookups`: the planner goes by index, for the rows wanted are few beside the record. */
export async function copyingOut<T>(
  { db, workspace }: Pick<ServiceContext, 'db' | 'workspace'>,
  { lookups }: { lookups: boolean },
  use: (copy: CopyOut) => Promise<T>,
): Promise<T> {
  const { sql } = poolOf(db);
  const result = await sql.begin('isolation level repeatable read read only', async (tx) => {
    await tx`select set_config('app.workspace_id', ${workspace.id}, true)`;
    if (lookups) await tx`select set_config('seq_page_cost', '50', true), set_config('random_page_cost', '1', true)`;
    let letGo = async () => {};
    const single = async (query: string) => {
      await letGo();
      return (await tx.unsafe<{ n: string }[]>(query))[0]?.n ?? '0';
    };
    const copy: CopyOut = {
      rows: async (query) => {
        await letGo();
        const source = await tx.unsafe(`copy (${query}) to stdout`).readable();
        const rows = Readable.from(partsOf(source), { objectMode: false });
        letGo = () => freeConnection(source, rows);
        return rows;
      },
      count: async (query) => Number(await single(query)),
      sum: async (query) => BigInt.asIntN(64, BigInt(await single(query))),
    };
    try {
      return { value: await use(copy) };
    } finally {
      await letGo();
    }
  });
  return result.value as T;
}

/**
 * The driver pauses its socket while a copy's reader is behind, and leaves it so when the rest arrives in one piece or the
 * reader goes away: every later statement of the connection would wait for ever. So what is left is read, then it resumes.
 */
async function freeConnection(source: Readable, rows: Readable): Promise<void> {
  if (!rows.closed) {
    const closed = new Promise((resolve) => rows.once('close', resolve));
    rows.on('error', () => {}).destroy();
    await closed;
  }
  try {
    for await (const rest of partsOf(source)) void rest;
  } catch {
    // An error of the query was the reader's to see.
  }
  source._read(0);
}

/** The stream's own iterator would destroy the stream when its reader stops early. */
async function* partsOf(source: Readable): AsyncGenerator<Buffer> {
  while (!source.readableEnded && !source.destroyed) {
    const part: Buffer | null = source.read();
    if (part === null) await nextChange(source);
    else yield part;
  }
  if (source.errored) throw source.errored;
}

const changes = ['readable', 'end', 'error', 'close'] as const;

function nextChange(source: Readable): Promise<void> {
  return new Promise((resolve) => {
    const changed = () => {
      for (const change of changes) source.off(change, changed);
      resolve();
    };
    for (const change of changes) source.on(change, changed);
  });
}
