import { sql } from 'drizzle-orm';
import { getCohortGrid } from '@/server/features/cohorts';
import { cohortSpec } from '@/server/features/cohorts/schemas';
import { rebuildWorkspace, workerContext } from '@/server/features/facts';
import { eraseCustomer, mergeCustomers } from '@/server/features/identity';
import { createWorkspace } from '@/server/features/workspaces';
import { monthNumberOf } from '@/server/platform/calendar';
import { withWorkspace } from '@/server/platform/transaction';
import { seededRandom } from '@/server/stats/rng';
import { accept } from './facts';
import { type Answers, answerKinds } from './facts-answers';
import { type Case, count, type Did, interruptedTurn, type Lane, openLane, work } from './facts-lane';
import { apart, beginImport, undoSome } from './facts-imports';
import { NaiveWorkspace } from './facts-model';
import { askStore } from './facts-questions';
import { firstDay, makeRecord, picker } from './facts-records';
import type { TestStores } from './stores';

export interface RandomRun {
  stores: TestStores;
  workspaces: number;
  steps: number;
  seed: number;
}

export interface RandomReport {
  comparisons: number;
  wrong: Record<keyof Answers, number> & { grids: number; rebuilt: number };
  did: Did;
  /** The first differences, each with what was done to its workspace. */
  examples: string[];
}

const LANES = 4;
const MOST_EXAMPLES = 3;
const asOfDay = firstDay + 330;
const zones = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'];

/**
 * Random histories of many workspaces through the product's own verbs (accept, merge, erase, the worker, rebuild), with
 * duplicates, late facts, refunds, corrections, identities that turn up late, blocks sent again, stores cut off at any
 * message and leases lost at any moment. After every stage each answer is compared with a recomputation from the plain
 * list of what was accepted.
 */
export async function runRandomised({ stores, workspaces, steps, seed }: RandomRun): Promise<RandomReport> {
  const lanes = await Promise.all(Array.from({ length: LANES }, (_, i) => openLane(stores, `${seed} ${i}`)));
  const none = Object.fromEntries(answerKinds.map((kind) => [kind, 0])) as Record<keyof Answers, number>;
  const report: RandomReport = { comparisons: 0, wrong: { ...none, grids: 0, rebuilt: 0 }, did: {}, examples: [] };
  try {
    await Promise.all(lanes.map((lane, i) => makeCases(lane, seed, range(i, workspaces, LANES))));
    for (let step = 0; step < steps; step += 1) {
      await eachCase(lanes, (lane, one) => addFacts(lane, one, step, report.did));
      await compareAll(lanes, report, `step ${step}, facts`);
      await eachCase(lanes, (lane, one) => moveSome(lane, one, step, report.did));
      await compareAll(lanes, report, `step ${step}, moves`);
    }
    await eachCase(lanes, (lane, one) => compareGrids(lane, one, report));
    await compareRebuilt(lanes, report);
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
  return report;
}

const range = (from: number, to: number, by: number) =>
  Array.from({ length: Math.max(0, Math.ceil((to - from) / by)) }, (_, i) => from + i * by);

const eachCase = (lanes: readonly Lane[], visit: (lane: Lane, one: Case) => Promise<void>) =>
  Promise.all(
    lanes.map(async (lane) => {
      for (const one of lane.cases) await visit(lane, one);
    }),
  );

async function makeCases(lane: Lane, seed: number, indexes: readonly number[]): Promise<void> {
  for (const index of indexes) {
    const countBy = index % 3 === 2 ? 'accounts' : 'people';
    const timezone = zones[index % zones.length] ?? 'UTC';
    const slug = `random-${seed}-${index}`;
    const input = { slug, name: slug, count: countBy, currency: 'USD', timezone } as const;
    lane.cases.push({
      workspace: await createWorkspace(lane.direct, input),
      model: new NaiveWorkspace(countBy, timezone, asOfDay),
      random: seededRandom(seed * 100_000 + index),
      faults: seededRandom(seed * 100_000 + 50_000 + index),
      sent: [],
      imports: [],
      importNo: 0,
      rebuiltBlock: 0,
      story: [],
    });
  }
}

async function addFacts(lane: Lane, one: Case, step: number, did: Did): Promise<void> {
  await acceptSome(lane, one, step, did);
  if (one.faults() < 0.3) await sendBlockAgain(lane, one, did);
  await work(lane, one, did);
}

async function acceptSome(lane: Lane, one: Case, step: number, did: Did): Promise<void> {
  const pick = picker(one.random);
  const batch = Array.from({ length: 2 + pick(7) }, (_, i) => {
    const again = one.sent.length > 0 && one.random() < 0.15 ? one.sent[pick(one.sent.length)] : undefined;
    count(did, again ? 'sent again' : 'records');
    return again ?? makeRecord(one.random, one.workspace.count, { step, serial: one.sent.length + i });
  });
  one.sent.push(...batch);
  // A file holds streams only; calls of the same moment come over HTTP.
  const importNo = one.random() < 0.5 ? await beginImport(lane, one) : undefined;
  one.story.push(`step ${step}: ${batch.length} records${importNo === undefined ? '' : `, import ${importNo}`}`);
  lane.clock.advanceMs(1_000);
  const receivedMs = lane.clock.nowMs();
  const split = pick(batch.length + 1);
  for (const half of [batch.slice(0, split), batch.slice(split)])
    for (const [part, no] of importNo === undefined ? [[half, undefined] as const] : apart(half, importNo)) {
      if (part.length > 0) await accept(lane.direct, one.workspace, part, new Date(receivedMs), no);
      one.model.accept(part, receivedMs, no);
    }
}

/**
 * As if the note that a block is there had been lost with the process. A rebuild follows the notes of all blocks before
 * it in the same record, so no failure can keep its switch and lose one of them.
 */
async function sendBlockAgain({ direct }: Lane, one: Case, did: Did): Promise<void> {
  const { workspace, rebuiltBlock } = one;
  const rows = await withWorkspace({ db: direct.db, workspace }, (tx) =>
    tx.execute(sql`update blocks set loaded_at = null where workspace_id = ${workspace.id} and block > ${rebuiltBlock}
      and block = (select max(block) from blocks where workspace_id = ${workspace.id}) returning 1`),
  );
  count(did, 'blocks sent again', rows.length);
  if (rows.length > 0) one.story.push('block sent again');
}

async function moveSome(lane: Lane, one: Case, step: number, did: Did): Promise<void> {
  const pick = picker(one.random);
  const person = { kind: 'person', personId: one.workspace.id, role: 'admin' } as const;
  const ctx = { ...workerContext(lane.direct, one.workspace), actor: person };
  const ids = one.model.customerIds();
  const [a, b] = [ids[pick(ids.length)], ids[pick(ids.length)]];
  const move = one.random();
  if (a && b && move < 0.3 && !one.model.sameCustomer(a, b)) {
    await mergeCustomers(ctx, { customer: await rowIdOf(lane, one, a), into: await rowIdOf(lane, one, b) });
    one.model.merge(a, b);
    note(one, did, 'merges');
  } else if (a && move > 0.9) {
    await eraseCustomer(ctx, { customer: await rowIdOf(lane, one, a) });
    one.model.erase(a);
    note(one, did, 'erasures');
  } else if (move > 0.55 && move <= 0.82) {
    if (!(await undoSome(one, ctx, did))) return;
  } else if (move > 0.82) await rebuildSome(lane, one, step, did);
  else return;
  await work(lane, one, did);
}

function note(one: Case, did: Did, what: string): void {
  count(did, what);
  one.story.push(what);
}

/** Half of the rebuilds are asked for while a turn with new facts is under way, which may lose its lease to them. */
async function rebuildSome(lane: Lane, one: Case, step: number, did: Did): Promise<void> {
  const isBeside = one.random() < 0.5;
  note(one, did, isBeside ? 'rebuilds beside a turn' : 'rebuilds');
  const rebuild = () => rebuildWorkspace(lane.direct, one.workspace);
  if (isBeside) {
    await acceptSome(lane, one, step, did);
    const turn = interruptedTurn(lane, one, did);
    // The lease that is taken may be the rebuild's own.
    const isLost = await rebuild().then(
      () => false,
      () => true,
    );
    await turn;
    if (isLost) note(one, did, 'rebuilds that lost the lease');
    if (isLost) await rebuild();
  } else await rebuild();
  const { db } = lane.direct;
  const [row] = await withWorkspace({ db, workspace: one.workspace }, (tx) =>
    tx.execute<{ n: number }>(sql`select last_block as n from pipelines where workspace_id = ${one.workspace.id}`),
  );
  one.rebuiltBlock = row?.n ?? 0;
}

async function rowIdOf({ direct }: Lane, { workspace }: Case, name: string): Promise<string> {
  const [row] = await withWorkspace({ db: direct.db, workspace }, (tx) =>
    tx.execute<{ id: string }>(
      sql`select customer_id as id from identifiers where workspace_id = ${workspace.id} and kind = 'customer' and value = ${name}`,
    ),
  );
  return row?.id ?? '';
}

/** Answers of each case, from the store alone. */
async function answersOf(lanes: readonly Lane[]): Promise<Map<Case, Answers | undefined>> {
  const [lane] = lanes;
  if (!lane) return new Map();
  const cases = lanes.flatMap((each) => each.cases);
  for (const { workspace } of cases) {
    const [row] = await withWorkspace({ db: lane.direct.db, workspace }, (tx) =>
      tx.execute<{ no: number }>(sql`select no from workspaces where id = ${workspace.id}`),
    );
    workspace.no = row?.no ?? 0;
  }
  const numbers = cases.map(({ workspace }) => workspace.no);
  const found = await askStore(lane.direct.writer, numbers, asOfDay);
  return new Map(cases.map((one) => [one, found.get(one.workspace.no)]));
}

function tell(report: RandomReport, one: Case, difference: string): void {
  if (report.examples.length >= MOST_EXAMPLES) return;
  report.examples.push(`${one.workspace.slug} (${one.workspace.count}), ${difference}\n  ${one.story.join('; ')}`);
}

async function compareAll(lanes: readonly Lane[], report: RandomReport, stage: string): Promise<void> {
  for (const [one, have] of await answersOf(lanes)) {
    const want = one.model.answers();
    for (const kind of answerKinds) {
      report.comparisons += 1;
      if (have?.[kind] === want[kind]) continue;
      report.wrong[kind] += 1;
      tell(report, one, `${stage}, ${kind}: got ${have?.[kind]} want ${want[kind]}`);
    }
  }
}

/** The product's own grid against the same recomputation. */
async function compareGrids(lane: Lane, one: Case, report: RandomReport): Promise<void> {
  const ctx = workerContext(lane.direct, one.workspace);
  const want = one.model.answers();
  for (const [start, back, expected] of [
    ['first_order', 'order', want.orderGrid],
    ['any', 'any', want.activityGrid],
  ] as const) {
    const spec = cohortSpec.parse({ by: 'month', start, return: back, measure: 'customers', at: '2026-01-31' });
    const { cohorts } = await getCohortGrid(ctx, spec);
    const cells = cohorts.flatMap(({ start: first, cells: row }) => {
      const entered = monthNumberOf(first.slice(0, 7));
      return row.flatMap(({ period, customers }) =>
        customers > 0 ? [`${entered} ${entered + period} ${customers}`] : [],
      );
    });
    report.comparisons += 1;
    const have = cells.toSorted().join(';');
    if (have === expected) continue;
    report.wrong.grids += 1;
    tell(report, one, `grid from ${start}: got ${have} want ${expected}`);
  }
}

/** Every answer once more, after all were built anew. */
async function compareRebuilt(lanes: readonly Lane[], report: RandomReport): Promise<void> {
  const before = await answersOf(lanes);
  await eachCase(lanes, async (lane, { workspace }) => void (await rebuildWorkspace(lane.direct, workspace)));
  for (const [one, after] of await answersOf(lanes)) {
    report.comparisons += answerKinds.length;
    const [had, has] = [JSON.stringify(before.get(one)), JSON.stringify(after)];
    if (had === has) continue;
    report.wrong.rebuilt += 1;
    tell(report, one, `rebuilt: got ${has} want ${had}`);
  }
}

/** One line with the figures, one with what was done, and the differences. */
export function describeRandomised({ seed, workspaces, steps }: RandomRun, report: RandomReport): string {
  const did = Object.entries(report.did).toSorted(([a], [b]) => a.localeCompare(b));
  return [
    `random histories, seed ${seed}: ${workspaces} workspaces, ${steps} steps, ${report.comparisons} comparisons, ${wrongOf(report)} wrong`,
    `  ${did.map(([what, times]) => `${what} ${times}`).join('; ')}`,
    ...report.examples.map((example) => `  ${example}`),
  ].join('\n');
}

export const wrongOf = ({ wrong }: RandomReport): number => Object.values(wrong).reduce((sum, n) => sum + n, 0);
