import { eq, sql } from 'drizzle-orm';
import { assignments, campaigns } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { lockCampaign, skipOpenHandOvers } from './internal';
import { campaignPlan, type CampaignInput } from './schemas';

/** Ends a campaign for good: nobody is contacted any more. Who was assigned stays so, and is read when the window closes. */
export async function stopCampaign(ctx: ServiceContext, input: CampaignInput): Promise<{ state: 'stopped' }> {
  requirePermission(ctx, 'campaigns:write');
  await withWorkspace(ctx, async (tx) => {
    const campaign = await lockCampaign(tx, ctx, { id: input.id, states: ['launching', 'running', 'paused'] });
    const { windowDays } = campaignPlan.parse(campaign.plan);
    await tx
      .update(campaigns)
      .set({
        state: 'stopped',
        endedAt: dateOf(ctx.clock),
        endsAt: sql`coalesce(${campaigns.endsAt}, (select max(a.assigned_at) from ${assignments} a
          where a.workspace_id = ${ctx.workspace.id} and a.campaign_id = ${campaign.id}) + make_interval(days => ${windowDays}))`,
      })
      .where(inWorkspace(ctx, campaigns, eq(campaigns.id, campaign.id)));
    await skipOpenHandOvers(tx, ctx, { campaignId: campaign.id, problem: 'the campaign was stopped' });
    await audit(tx, ctx, { verb: 'campaigns.stop', subject: `campaign:${campaign.id}`, fields: ['state'] });
  });
  return { state: 'stopped' };
}
