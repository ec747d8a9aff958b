import { eq, sql } from 'drizzle-orm';
import { campaigns } from '@/db/schema';
import { enqueueMail } from '@/server/features/mail';
import type { Tx } from '@/server/platform/database';
import { isUniqueViolation } from '@/server/platform/unique-violation';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { HandOver, Mailer } from '@/server/vendors/mail';
import type { WebhookSender } from '@/server/vendors/webhook';
import { type FilledMessage, fillMessage } from '../domain/message';
import type { StoredCampaign } from '../internal';
import { readSigningSecret } from '../signing-secret';
import { signUnsubscribe } from '../unsubscribe-token';
import { type ClaimedHandOver, type Contact, readContact } from './contact';
import { claimHandOver, type Claimant, closeLostHandOvers, stepHandOver } from './steps';

export interface Delivery extends Claimant {
  /** Address of the installation, for the links. */
  origin: string;
  /** Without one, mails go to the local outbox. */
  mailer: Mailer | undefined;
  webhooks: WebhookSender;
}

export interface DeliveredHandOvers {
  sent: number;
  deferred: number;
  failed: number;
  uncertain: number;
  skipped: number;
}
type End = keyof DeliveredHandOvers | 'lost_claim' | 'held';

const maxAttempts = 10;
const lanes = 4;

/** Hands over what is due in this workspace, at most `most`. `handing_over` is committed before a byte leaves. */
export async function deliverHandOvers(ctx: Delivery, most = 100): Promise<DeliveredHandOvers> {
  const uncertain = await closeLostHandOvers(ctx);
  const counts: DeliveredHandOvers = { sent: 0, deferred: 0, failed: 0, uncertain, skipped: 0 };
  let left = most;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const handOver = await claimHandOver(ctx);
      if (!handOver) return;
      const end = await deliverOne(ctx, handOver);
      if (end !== 'lost_claim' && end !== 'held') counts[end] += 1;
      ctx.log.info({ job: 'campaigns', state: end, attempt: handOver.attempts }, 'hand-over ended');
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, most) }, lane));
  return counts;
}

interface Prepared {
  campaign: StoredCampaign;
  contact: Contact;
  filled: FilledMessage;
  link: string;
  secret: string;
}

async function deliverOne(ctx: Delivery, handOver: ClaimedHandOver): Promise<End> {
  const prepared = await withWorkspace(ctx, (tx) => prepare(tx, ctx, handOver));
  if ('skip' in prepared) return endSkipped(ctx, handOver, prepared.skip);
  if (prepared.campaign.channel === 'email' && !ctx.mailer) return keepLocally(ctx, handOver, prepared);
  let withdrawn: Withdrawal | undefined;
  let hasBegun = false;
  const begin = async () => {
    withdrawn = await beginHandOver(ctx, handOver, prepared);
    hasBegun = withdrawn === undefined;
    return hasBegun;
  };
  const outcome = await send(ctx, { handOver, prepared, begin });
  if (withdrawn) return endWithdrawn(ctx, handOver, withdrawn);
  return endHandOver(ctx, handOver, { outcome, from: hasBegun ? 'handing_over' : 'claimed' });
}

async function prepare(tx: Tx, ctx: Delivery, handOver: ClaimedHandOver): Promise<Prepared | { skip: string }> {
  const [campaign] = await tx
    .select()
    .from(campaigns)
    .where(inWorkspace(ctx, campaigns, eq(campaigns.id, handOver.campaignId)));
  if (!campaign) return { skip: 'the campaign is gone' };
  const found = await readContact(tx, ctx, handOver, campaign.channel);
  if ('skip' in found) return found;
  const token = signUnsubscribe(ctx.keys, { ...handOver, workspaceId: ctx.workspace.id });
  const link = `${ctx.origin}/unsubscribe/${token}`;
  const filled = fillMessage(campaign, found.contact.fields, { sender: ctx.workspace.name, unsubscribe: link });
  const secret = campaign.channel === 'webhook' ? await readSigningSecret(tx, ctx, campaign.id) : '';
  return { campaign, contact: found.contact, filled, link, secret };
}

interface Sending {
  handOver: ClaimedHandOver;
  prepared: Prepared;
  begin: () => Promise<boolean>;
}

function send(ctx: Delivery, { handOver, prepared, begin }: Sending): Promise<HandOver> {
  const { campaign, contact, filled, link, secret } = prepared;
  if (campaign.channel === 'email' && ctx.mailer) {
    const headers = {
      // RFC 8058: the reader's own button posts there, without opening a page.
      'List-Unsubscribe': `<${link.replace('/unsubscribe/', '/api/unsubscribe/')}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    };
    return ctx.mailer.send({ id: handOver.id, to: contact.fields.email ?? '', ...filled, headers }, begin);
  }
  const body = JSON.stringify({
    type: 'campaign.contact',
    id: handOver.id,
    campaign: { id: campaign.id, name: campaign.name },
    step: handOver.step,
    customer: contact.fields,
    message: { subject: filled.subject, text: filled.text },
    ...(contact.addressHash ? { unsubscribe: link } : {}),
  });
  return ctx.webhooks.send({ id: handOver.id, url: campaign.webhookUrl ?? '', secret, body }, begin);
}

/** Why a hand-over does not begin after all: for good, or because the campaign does not run at the moment. */
type Withdrawal = { skip: string } | { hold: true } | { lost: true };

/**
 * The last look, in the transaction that says that bytes leave now: the campaign runs, and this customer and this address
 * may still be contacted. Whoever else would reach the same customer waits for it to end.
 */
async function beginHandOver(
  ctx: Delivery,
  handOver: ClaimedHandOver,
  prepared: Prepared,
): Promise<Withdrawal | undefined> {
  try {
    return await withWorkspace(ctx, async (tx) => {
      const [campaign] = await tx
        .select({ state: campaigns.state })
        .from(campaigns)
        .where(inWorkspace(ctx, campaigns, eq(campaigns.id, handOver.campaignId)))
        .for('share');
      if (campaign?.state !== 'running')
        return campaign?.state === 'paused' ? { hold: true } : { skip: 'the campaign ended' };
      const lock = `contact ${handOver.campaignId} ${prepared.contact.rootId}`;
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
      const now = await readContact(tx, ctx, handOver, prepared.campaign.channel);
      if ('skip' in now) return now;
      const { rootId, fields, addressHash } = now.contact;
      // Joined or moved since the message was written: it is written again at once.
      if (rootId !== prepared.contact.rootId || fields.email !== prepared.contact.fields.email) return { hold: true };
      const ours = await stepHandOver(tx, ctx, handOver, { from: 'claimed', to: 'handing_over', addressHash });
      return ours ? undefined : { lost: true };
    });
  } catch (error) {
    if (isUniqueViolation(error, 'hand_overs_address')) return { skip: 'the address was contacted already' };
    throw error;
  }
}

async function keepLocally(ctx: Delivery, handOver: ClaimedHandOver, prepared: Prepared): Promise<End> {
  const withdrawn = await beginHandOver(ctx, handOver, prepared);
  if (withdrawn) return endWithdrawn(ctx, handOver, withdrawn);
  const { contact, filled } = prepared;
  return withWorkspace(ctx, async (tx) => {
    const problem = 'kept in the local outbox';
    if (!(await stepHandOver(tx, ctx, handOver, { from: 'handing_over', to: 'sent', problem }))) return 'lost_claim';
    const owner = { workspaceId: ctx.workspace.id };
    await enqueueMail(tx, ctx, { kind: 'campaign', to: contact.fields.email ?? '', ...filled, owner });
    return 'sent';
  });
}

async function endSkipped(ctx: Delivery, handOver: ClaimedHandOver, problem: string): Promise<End> {
  const ours = await withWorkspace(ctx, (tx) =>
    stepHandOver(tx, ctx, handOver, { from: 'claimed', to: 'skipped', problem }),
  );
  return ours ? 'skipped' : 'lost_claim';
}

async function endWithdrawn(ctx: Delivery, handOver: ClaimedHandOver, withdrawn: Withdrawal): Promise<End> {
  if ('lost' in withdrawn) return 'lost_claim';
  if ('skip' in withdrawn) return endSkipped(ctx, handOver, withdrawn.skip);
  await withWorkspace(ctx, (tx) => stepHandOver(tx, ctx, handOver, { from: 'claimed', to: 'planned' }));
  return 'held';
}

async function endHandOver(
  ctx: Delivery,
  handOver: ClaimedHandOver,
  { outcome, from }: { outcome: HandOver; from: 'handing_over' | 'claimed' },
): Promise<End> {
  const end = endOf(outcome, handOver.attempts);
  if (!end) return 'lost_claim';
  const { count, ...step } = end;
  const ours = await withWorkspace(ctx, (tx) => stepHandOver(tx, ctx, handOver, { from, ...step }));
  return ours ? count : 'lost_claim';
}

function endOf(outcome: HandOver, attempts: number) {
  switch (outcome.outcome) {
    case 'accepted':
      return { count: 'sent', to: 'sent', problem: null } as const;
    case 'lost':
      return { count: 'uncertain', to: 'uncertain', problem: outcome.reason } as const;
    case 'withdrawn':
      return undefined;
    case 'refused': {
      const problem = outcome.reason;
      if (outcome.permanent || attempts >= maxAttempts) return { count: 'failed', to: 'failed', problem } as const;
      return { count: 'deferred', to: 'planned', problem, waitSeconds: 30 * 2 ** Math.min(attempts, 8) } as const;
    }
  }
}
