import { eq } from 'drizzle-orm';
import { campaigns } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { lockCampaign } from './internal';
import type { CampaignInput } from './schemas';

/** No hand-over begins after this returns; those under way end. The window goes on. */
export async function pauseCampaign(ctx: ServiceContext, input: CampaignInput): Promise<{ state: 'paused' }> {
  requirePermission(ctx, 'campaigns:write');
  await withWorkspace(ctx, async (tx) => {
    const { id } = await lockCampaign(tx, ctx, { id: input.id, states: ['running'] });
    await tx
      .update(campaigns)
      .set({ state: 'paused' })
      .where(inWorkspace(ctx, campaigns, eq(campaigns.id, id)));
    await audit(tx, ctx, { verb: 'campaigns.pause', subject: `campaign:${id}`, fields: ['state'] });
  });
  return { state: 'paused' };
}

/** Goes on where it was paused. */
export async function resumeCampaign(ctx: ServiceContext, input: CampaignInput): Promise<{ state: 'running' }> {
  requirePermission(ctx, 'campaigns:write');
  await withWorkspace(ctx, async (tx) => {
    const { id } = await lockCampaign(tx, ctx, { id: input.id, states: ['paused'] });
    await tx
      .update(campaigns)
      .set({ state: 'running' })
      .where(inWorkspace(ctx, campaigns, eq(campaigns.id, id)));
    await audit(tx, ctx, { verb: 'campaigns.resume', subject: `campaign:${id}`, fields: ['state'] });
  });
  return { state: 'running' };
}
