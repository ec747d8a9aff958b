import { sql } from 'drizzle-orm';
import type { Clock } from '@/server/platform/clock';
import type { Database, Tx } from '@/server/platform/database';
import type { Logger } from '@/server/platform/logger';
import { withoutWall } from '@/server/platform/transaction';
import type { HandOver, Mailer } from '@/server/vendors/mail';
import { withOrigin } from './origin';

/** What delivering needs, in the role holdfast_system. Without a mailer every mail goes to the local outbox. */
export interface MailRuntime {
  db: Database;
  clock: Clock;
  log: Logger;
  /** Names this process in a claim. */
  worker: string;
  /** Address of the installation, for the links. */
  origin: string;
  mailer: Mailer | undefined;
}

interface DeliveredMail {
  sent: number;
  /** Back to planned, with a longer wait each time. */
  deferred: number;
  failed: number;
  /** May have arrived; never sent again by itself. */
  uncertain: number;
}

const maxAttempts = 10;
const lanes = 4;

type Step = (from: string, to: string, problem?: string | null) => Promise<boolean>;
type End = keyof DeliveredMail | 'lost_claim';

interface ClaimedMail extends Record<string, unknown> {
  id: string;
  to_address: string;
  subject: string;
  text_body: string;
  html_body: string;
  attempts: number;
}

/**
 * Job of the worker: sends what is due, at most `most` mails. The state `handing_over` is committed before the message
 * leaves; when no answer comes back the mail is `uncertain` and stays so.
 */
export async function deliverDueMail(runtime: MailRuntime, most = 100): Promise<DeliveredMail> {
  const counts: DeliveredMail = { sent: 0, deferred: 0, failed: 0, uncertain: await closeLostHandOvers(runtime) };
  let left = most;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const mail = await claimOne(runtime);
      if (!mail) return;
      const end = await deliver(runtime, mail);
      if (end !== 'lost_claim') counts[end] += 1;
      runtime.log.info({ job: 'mail', state: end, attempt: mail.attempts }, 'mail handed over');
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, most) }, lane));
  return counts;
}

const call = <T extends Record<string, unknown>>(runtime: MailRuntime, query: Parameters<Tx['execute']>[0]) =>
  withoutWall(runtime.db, (tx) => tx.execute<T>(query));

const nowOf = (runtime: MailRuntime) => new Date(runtime.clock.nowMs()).toISOString();

async function closeLostHandOvers(runtime: MailRuntime): Promise<number> {
  const [row] = await call<{ closed: number }>(
    runtime,
    sql`select close_lost_hand_overs(${nowOf(runtime)}::timestamptz, ${runtime.mailer === undefined}) as closed`,
  );
  return row?.closed ?? 0;
}

async function claimOne(runtime: MailRuntime): Promise<ClaimedMail | undefined> {
  const [mail] = await call<ClaimedMail>(
    runtime,
    sql`select * from claim_mail(${runtime.worker}, ${nowOf(runtime)}::timestamptz, 1)`,
  );
  return mail;
}

async function deliver(runtime: MailRuntime, mail: ClaimedMail): Promise<End> {
  const step: Step = async (from, to, problem = null) => {
    const [row] = await call<{ stepped: boolean }>(
      runtime,
      sql`select step_mail(${mail.id}, ${runtime.worker}, ${from}, ${to}, ${nowOf(runtime)}::timestamptz, ${problem}) as stepped`,
    );
    return row?.stepped ?? false;
  };
  if (!runtime.mailer) {
    const kept =
      (await step('claimed', 'handing_over')) && (await step('handing_over', 'sent', 'kept in the local outbox'));
    return kept ? 'sent' : 'lost_claim';
  }
  let from = 'claimed';
  const outgoing = {
    id: mail.id,
    to: mail.to_address,
    subject: mail.subject,
    text: withOrigin(mail.text_body, runtime.origin),
    html: withOrigin(mail.html_body, runtime.origin),
  };
  const handOver = await runtime.mailer.send(outgoing, async () => {
    const ours = await step('claimed', 'handing_over');
    from = 'handing_over';
    return ours;
  });
  const end = endOf(handOver, mail.attempts);
  if (end.count === 'lost_claim' || !(await step(from, end.state, end.problem))) return 'lost_claim';
  if (end.state !== 'planned') await call(runtime, sql`select blank_mail(${mail.id}, ${runtime.worker})`);
  return end.count;
}

function endOf(handOver: HandOver, attempts: number): { count: End; state: string; problem: string | null } {
  switch (handOver.outcome) {
    case 'accepted':
      return { count: 'sent', state: 'sent', problem: null };
    case 'lost':
      return { count: 'uncertain', state: 'uncertain', problem: handOver.reason };
    case 'withdrawn':
      return { count: 'lost_claim', state: 'claimed', problem: null };
    case 'refused':
      return handOver.permanent || attempts >= maxAttempts
        ? { count: 'failed', state: 'failed', problem: handOver.reason }
        : { count: 'deferred', state: 'planned', problem: handOver.reason };
  }
}
