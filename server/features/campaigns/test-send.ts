import { sql } from 'drizzle-orm';
import { requirePermission } from '@/server/auth/require-permission';
import { enqueueMail } from '@/server/features/mail';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { withWorkspace } from '@/server/platform/transaction';
import { fillMessage, type MessageFields } from './domain/message';
import { getCampaignInWorkspace } from './internal';
import type { CampaignInput } from './schemas';

/** Mails the message to whoever asks, with their own name and address in the fields. No customer is touched. */
export async function testSendCampaign(ctx: ServiceContext, input: CampaignInput): Promise<{ to: string }> {
  requirePermission(ctx, 'campaigns:write');
  return withWorkspace(ctx, async (tx) => {
    const campaign = await getCampaignInWorkspace(tx, ctx, input.id);
    if (campaign.channel !== 'email') throw new AppError('precondition', 'Only an e-mail can be sent as a test.');
    const self = await readSelf(tx, ctx);
    const filled = fillMessage(campaign, self, {
      sender: ctx.workspace.name,
      unsubscribe: '(in the real message the link stands here)',
    });
    const owner = { workspaceId: ctx.workspace.id };
    await enqueueMail(tx, ctx, {
      ...filled,
      subject: `Test: ${filled.subject}`,
      kind: 'campaign_test',
      to: self.to,
      owner,
    });
    await audit(tx, ctx, { verb: 'campaigns.testSend', subject: `campaign:${campaign.id}` });
    return { to: self.to };
  });
}

async function readSelf(tx: Tx, ctx: ServiceContext): Promise<MessageFields & { to: string }> {
  if (ctx.actor.kind !== 'person') throw new AppError('precondition', 'Only a person can be sent a test.');
  const [person] = await tx.execute<{ name: string; email: string }>(
    sql`select name, email from workspace_people where workspace_id = ${ctx.workspace.id} and person_id = ${ctx.actor.personId}`,
  );
  if (!person) throw new AppError('not_found', 'You are no member of this workspace.');
  return { id: 'test', name: person.name, email: person.email, country: null, traits: {}, to: person.email };
}
