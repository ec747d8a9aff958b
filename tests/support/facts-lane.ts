import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { createAnalyticsReader, createAnalyticsWriter } from '@/server/analytics';
import { runWorkspaceOnce, type WorkerDeps } from '@/server/features/facts';
import type { AcceptedRecord } from '@/server/features/ingest/schemas';
import { fixedClock } from '@/server/platform/clock';
import type { Workspace } from '@/server/platform/context';
import { Database } from '@/server/platform/database';
import { createLogger } from '@/server/platform/logger';
import { seededRng } from '@/server/platform/rng';
import { withWorkspace } from '@/server/platform/transaction';
import type { Random } from '@/server/stats/rng';
import type { NaiveWorkspace } from './facts-model';
import { picker } from './facts-records';
import { type FlakyProxy, startFlakyProxy } from './flaky-proxy';
import type { TestStores } from './stores';
import { testKeys } from './tenant';

/** One workspace and its recomputation. `random` makes its history; `faults` what goes wrong on the way. */
export interface Case {
  workspace: Workspace;
  model: NaiveWorkspace;
  random: Random;
  faults: Random;
  sent: AcceptedRecord[];
  /** Imports that were not taken back. */
  imports: { id: string; importNo: number }[];
  importNo: number;
  /** The last block of before the latest rebuild. */
  rebuiltBlock: number;
  /** What was done to it, for a reader of a difference. */
  story: string[];
}

/** A worker whose ways to both stores can be cut, and one that nothing happens to. */
export interface Lane {
  cases: Case[];
  flaky: WorkerDeps;
  direct: WorkerDeps;
  clock: ReturnType<typeof fixedClock>;
  record: FlakyProxy;
  answers: FlakyProxy;
  close(): Promise<void>;
}

/** How often each thing was done, and what each interruption left. */
export type Did = Record<string, number>;

export const count = (did: Did, what: string, by = 1) => {
  did[what] = (did[what] ?? 0) + by;
};

export async function openLane(stores: TestStores, seed: string): Promise<Lane> {
  const portOf = (url: string) => ({ host: '127.0.0.1', port: Number(new URL(url).port) });
  const [toRecord, toAnswers] = await Promise.all([
    startFlakyProxy(portOf(stores.systemUrl)),
    startFlakyProxy(portOf(stores.clickhouseWriterUrl)),
  ]);
  const over = (url: string, proxy: FlakyProxy) => Object.assign(new URL(url), { port: String(proxy.port) }).href;
  const clock = fixedClock('2025-03-01T00:00:00Z');
  const open = (systemUrl: string, writerUrl: string) => ({
    db: new Database(systemUrl, { max: 5 }),
    writer: createAnalyticsWriter(writerUrl),
    reader: createAnalyticsReader(stores.clickhouseReaderUrl),
    keys: testKeys,
    clock,
    rng: seededRng(seed),
    log: createLogger({ process: 'test', level: 'silent' }),
  });
  const direct = open(stores.systemUrl, stores.clickhouseWriterUrl);
  const flaky = open(over(stores.systemUrl, toRecord), over(stores.clickhouseWriterUrl, toAnswers));
  const shut = (deps: typeof direct) => Promise.all([deps.db.close(), deps.writer.close(), deps.reader.close()]);
  return {
    cases: [],
    flaky,
    direct,
    clock,
    record: toRecord,
    answers: toAnswers,
    close: async () => {
      await Promise.all([shut(direct), shut(flaky)]);
      await Promise.all([toRecord.close(), toAnswers.close()]);
    },
  };
}

/** Turns of the worker until nothing is left, half of the first two interrupted. */
export async function work(lane: Lane, one: Case, did: Did): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const isInterrupted = attempt < 2 && one.faults() < 0.5;
    const drained = isInterrupted
      ? await interruptedTurn(lane, one, did)
      : (await runWorkspaceOnce(lane.direct, one.workspace, { mostMoves: mostMovesOf(one) })).drained;
    if (drained) return;
  }
}

/** A third of the undos have all answers built anew. */
const mostMovesOf = ({ faults }: Case) => (faults() < 0.33 ? 0 : 5_000);

/**
 * A turn that loses a store at some message, or its lease at some moment. One that lost only the lease works on beside
 * the next turn. Says whether it ended with nothing left to do.
 */
export async function interruptedTurn(lane: Lane, one: Case, did: Did): Promise<boolean> {
  const pick = picker(one.faults);
  const what = (['record', 'record', 'answers', 'lease'] as const)[pick(4)] ?? 'record';
  const side = one.faults() < 0.5 ? 'before' : 'after';
  if (what === 'record') lane.record.cutAt(1 + pick(90), side);
  if (what === 'answers') lane.answers.cutAt(1 + pick(14), side);
  const turn = runWorkspaceOnce(lane.flaky, one.workspace, { mostMoves: mostMovesOf(one) }).then(
    ({ drained }) => (drained ? 'drained' : 'not drained'),
    () => 'failed',
  );
  const taken = what === 'lease' && (await takeLease(lane, one, pick(60)));
  const ended = await turn;
  const isLost = what === 'lease' ? taken : lane[what].mend();
  if (!isLost) return ended === 'drained';
  const left = (await hasOpenBlock(lane, one)) ? 'a block open' : 'nothing open';
  const fault = what === 'lease' ? 'lease lost' : `${what} lost ${side} a message`;
  count(did, `${fault}, ${ended === 'failed' ? `left ${left}` : 'went on'}`);
  one.story.push(`${fault}: ${ended}, ${left}`);
  return ended === 'drained';
}

/** Ends the connection that holds the lease, as a firewall or a restart of the record would. */
async function takeLease({ direct }: Lane, { workspace }: Case, afterMs: number): Promise<boolean> {
  await sleep(afterMs);
  const ended = await withWorkspace({ db: direct.db, workspace }, (tx) =>
    tx.execute(sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
      and ((classid::bigint << 32) | objid::bigint) = hashtextextended(${`pipeline ${workspace.id}`}, 0)`),
  );
  return ended.length > 0;
}

async function hasOpenBlock({ direct }: Lane, { workspace }: Case): Promise<boolean> {
  const open = await withWorkspace({ db: direct.db, workspace }, (tx) =>
    tx.execute(sql`select 1 from blocks where workspace_id = ${workspace.id} and loaded_at is null`),
  );
  return open.length > 0;
}
