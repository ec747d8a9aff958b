import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import { seededNumbers } from '@/tests/chaos/ingest/mutate';
import type { MailMoment, MailSink } from '@/tests/support/mail-sink';
import type { TestStores } from '@/tests/support/stores';
import type { WorkerProcess, WorkerProgram } from '@/tests/support/worker-process';

export interface KillPlan {
  seed: string;
  kills: number;
  /** Workers that run side by side and die together. */
  workers: number;
}

export interface KillFigures {
  kills: number;
  /** Kills by what the mail server saw last: a moment of a mail, or none. */
  moments: Record<string, number>;
  /** Workers that were stopped for longer than a claim lasts, and went on. */
  frozen: number;
}

interface Parts {
  program: WorkerProgram;
  stores: TestStores;
  owner: postgres.Sql;
  sink: MailSink;
  origin: string;
}

const moments: readonly (MailMoment | 'any time')[] = [
  'connected',
  'receiver',
  'begun',
  'whole',
  'answered',
  'any time',
];
const patienceMs = 6_000;

/** Worker processes live, die by SIGKILL at moments that the seed draws, and are followed by others, until the kills are done. */
export async function killWorkers({ seed, kills, workers }: KillPlan, parts: Parts): Promise<KillFigures> {
  const pick = seededNumbers(seed);
  const figures: KillFigures = { kills: 0, moments: {}, frozen: 0 };
  let frozen: WorkerProcess | undefined;
  while (figures.kills < kills) {
    const alive = Array.from({ length: workers }, () => start(parts));
    // The one that stood still goes on among the others, who took over what it had claimed.
    frozen?.child.kill('SIGCONT');
    const moment = moments[pick(moments.length)] ?? 'any time';
    const isFreezing = pick(4) === 0;
    const strike = () => {
      for (const [i, { child }] of alive.entries()) child.kill(isFreezing && i === 0 ? 'SIGSTOP' : 'SIGKILL');
    };
    await atMoment(parts.sink, { moment, nth: 1 + pick(8 * workers), ms: 300 + pick(900) }, strike);
    await frozen?.kill();
    frozen = isFreezing ? alive[0] : undefined;
    figures.frozen += isFreezing ? 1 : 0;
    const dead = alive.slice(isFreezing ? 1 : 0);
    await Promise.all(dead.map((worker) => worker.kill()));
    figures.kills += dead.length;
    figures.moments[moment] = (figures.moments[moment] ?? 0) + dead.length;
    await letClaimsAge(parts.owner);
  }
  await frozen?.kill();
  return figures;
}

const start = ({ program, stores, sink, origin }: Parts) =>
  program.start({ stores, origin, env: { SMTP_URL: sink.url } });

interface Strike {
  moment: MailMoment | 'any time';
  nth: number;
  ms: number;
}

/** Strikes in the very callback of the nth such moment, before the mail server goes on; or after a while. */
async function atMoment(sink: MailSink, { moment, nth, ms }: Strike, strike: () => void): Promise<void> {
  let left = nth;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      strike();
      resolve();
    };
    const timer = setTimeout(end, moment === 'any time' ? ms : patienceMs);
    sink.onMoment = (seen) => {
      left -= seen === moment ? 1 : 0;
      if (left === 0 && seen === moment) end();
    };
  });
  sink.onMoment = undefined;
}

/**
 * As if six minutes had passed for every claim: longer than a claim lasts. A worker that stands still within a transaction
 * keeps its row.
 */
export const letClaimsAge = (owner: postgres.Sql) =>
  owner`with open as (select ctid from hand_overs where state in ('claimed', 'handing_over') for update skip locked)
    update hand_overs h set claimed_at = claimed_at - interval '6 minutes' from open where h.ctid = open.ctid`;

const idleMs = 60_000;

/** One worker in peace, until nothing is open; fails when a minute passes without one hand-over that ended. */
export async function settleInPeace(parts: Parts): Promise<void> {
  const worker = start(parts);
  let [least, until] = [Number.POSITIVE_INFINITY, 0];
  try {
    for (;;) {
      const [row] = await parts.owner<{ open: number; launching: number }[]>`
        select (select count(*) from hand_overs where state in ('planned', 'claimed', 'handing_over'))::int as open,
          (select count(*) from campaigns where state = 'launching')::int as launching`;
      const open = (row?.open ?? 0) + (row?.launching ?? 0);
      if (open === 0) return;
      if (open < least) [least, until] = [open, Date.now() + idleMs];
      if (Date.now() > until) throw new Error(`${open} hand-overs stay open`);
      await sleep(250);
    }
  } finally {
    await worker.kill();
  }
}
