import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRecordingQuerier } from '../../../server/analytics/recording';
import { createSource, createWriteKey } from '../../../server/features/sources';
import { createWorkspace } from '../../../server/features/workspaces';
import { systemClock } from '../../../server/platform/clock';
import { Database } from '../../../server/platform/database';
import { keyFileIn, parseKeys } from '../../../server/platform/keys';
import { createLogger } from '../../../server/platform/logger';
import { systemRng } from '../../../server/platform/rng';
import { startStack } from '../../support/stack.mjs';
import { type Account, takeAccount, untilAtRest } from './account';
import { seededNumbers } from './mutate';
import { Ledger, Sender } from './sender';

export interface KillPlan {
  seed: string;
  kills: number;
  acknowledgements: number;
  /** Names of .holdfast/run.json: web, ingest, worker, postgres, clickhouse. */
  victims: readonly string[];
  /** Another copy of the tree to run. */
  checkout?: string;
}

export interface KillFigures extends Account {
  kills: Record<string, number>;
  /** Kills that landed while a request had been sent and not yet acknowledged. */
  betweenSendAndAcknowledgement: number;
  resent: number;
  seconds: number;
}

const zones = ['UTC', 'America/New_York'];
type Stack = Awaited<ReturnType<typeof startStack>>;

/** Starts everything as `npm start` does, sends through the public port, kills one process after the other, and counts. */
export async function killUnderLoad(plan: KillPlan, say: (line: string) => void): Promise<KillFigures> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-chaos-'));
  fs.chmodSync(home, 0o711);
  const dir = path.join(home, 'state');
  const stack = await startStack({
    dir,
    checkout: plan.checkout,
    env: { HOLDFAST_SAMPLE: 'off', LOG_LEVEL: 'fatal' },
    withinSeconds: 900,
  });
  const startedAt = performance.now();
  const ledger = new Ledger();
  try {
    const keys = await makeKeys(stack, dir);
    const senders = keys.flatMap((key, w) =>
      [0, 1].map((i) => new Sender({ address: stack.address, key }, `w${w}-${i}`, ledger)),
    );
    const sending = Promise.all(senders.map((sender) => sender.run()));
    const kills = await killInTurn(plan, { stack, ledger, say });
    while (ledger.acknowledged.size < plan.acknowledgements) await sleep(100);
    for (const sender of senders) sender.stop();
    await sending;
    say(`${ledger.acknowledged.size} acknowledged, waiting for the worker`);
    const { addresses } = stack.run();
    await untilAtRest(addresses.DATABASE_URL ?? '');
    const account = await takeAccount(addresses, ledger);
    return {
      ...account,
      ...kills,
      resent: ledger.resent,
      seconds: Math.round((performance.now() - startedAt) / 1_000),
    };
  } finally {
    await stack.stop();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

/** Two workspaces in different zones, each with a source and its write key, made by the product's own verbs. */
async function makeKeys(stack: Stack, dir: string): Promise<string[]> {
  const db = new Database(stack.run().addresses.DATABASE_SYSTEM_URL ?? '', { max: 2 });
  const made = { db, keys: parseKeys(fs.readFileSync(keyFileIn(dir), 'utf8')), clock: systemClock, rng: systemRng };
  try {
    const keys: string[] = [];
    for (const [w, timezone] of zones.entries()) {
      const slug = `chaos-${w}`;
      const workspace = await createWorkspace(made, { slug, name: slug, count: 'people', currency: 'USD', timezone });
      const ctx = {
        ...made,
        workspace,
        actor: { kind: 'job', name: 'chaos' } as const,
        ch: createRecordingQuerier(workspace.no),
        log: createLogger({ process: 'chaos', level: 'silent' }),
      };
      const { id: sourceId } = await createSource(ctx, { name: 'HTTP' });
      keys.push((await createWriteKey(ctx, { sourceId })).key);
    }
    return keys;
  } finally {
    await db.close();
  }
}

/** One kill after the other, each once acknowledgements flow again, spread over the whole load by the seed. */
async function killInTurn(
  { seed, kills, acknowledgements, victims }: KillPlan,
  { stack, ledger, say }: { stack: Stack; ledger: Ledger; say: (line: string) => void },
): Promise<Pick<KillFigures, 'kills' | 'betweenSendAndAcknowledgement'>> {
  const pick = seededNumbers(seed);
  const order = shuffle(
    Array.from({ length: kills }, (_, i) => victims[i % victims.length] ?? ''),
    pick,
  );
  const figures = { kills: Object.fromEntries(victims.map((name) => [name, 0])), betweenSendAndAcknowledgement: 0 };
  for (const [i, name] of order.entries()) {
    const due = Math.floor(((i + pick(1_000) / 1_000) * acknowledgements) / (kills + 1));
    const before = ledger.acknowledged.size;
    while (ledger.acknowledged.size < Math.max(due, before + 500)) await sleep(3);
    const pid = await livingProcess(stack, name);
    await sleep(pick(60));
    const { open } = ledger;
    process.kill(pid, 'SIGKILL');
    figures.kills[name] = (figures.kills[name] ?? 0) + 1;
    figures.betweenSendAndAcknowledgement += open > 0 ? 1 : 0;
    say(`kill ${i + 1} of ${kills}: ${name} at ${ledger.acknowledged.size} acknowledgements, ${open} requests open`);
  }
  return figures;
}

function shuffle<T>(items: T[], pick: (n: number) => number): T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(pick(left.length), 1));
}

async function livingProcess(stack: Stack, name: string): Promise<number> {
  for (;;) {
    const pid = stack.run()?.processes[name];
    if (pid !== undefined && isAlive(pid)) return pid;
    await sleep(50);
  }
}

/** A killed process that nobody has waited for yet still has its number. */
function isAlive(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  try {
    process.kill(pid, 0);
    return !fs.existsSync(stat) || !/\) Z /.test(fs.readFileSync(stat, 'utf8'));
  } catch {
    return false;
  }
}

/** Whether a run proves that nothing acknowledged was lost or counted twice. */
export const isIntact = ({ lost, double, unequalDays }: Account): boolean =>
  lost === 0 && double === 0 && unequalDays === 0;

export const describeFigures = (f: KillFigures): string =>
  `${f.acknowledged} acknowledged, ${f.lost} lost, ${f.double} double, ${f.unequalDays} of ${f.days} workspace-days unequal, ${f.facts} facts; ` +
  `${Object.values(f.kills).reduce((sum, n) => sum + n, 0)} kills (${Object.entries(f.kills)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ')}), ` +
  `${f.betweenSendAndAcknowledgement} between send and acknowledgement; ${f.resent} calls resent, ${f.seconds} s`;
