import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';
import { countCampaign, getCampaignInWorkspace, toCampaignView } from './internal';
import type { CampaignCounts, CampaignInput, CampaignView } from './schemas';

/** A campaign with how many are in each arm and how far the hand-overs are. */
export async function getCampaign(
  ctx: ServiceContext,
  input: CampaignInput,
): Promise<{ campaign: CampaignView; counts: CampaignCounts }> {
  requirePermission(ctx, 'campaigns:read');
  return withWorkspace(ctx, async (tx) => {
    const campaign = await getCampaignInWorkspace(tx, ctx, input.id);
    return { campaign: toCampaignView(campaign), counts: await countCampaign(tx, ctx, campaign.id) };
  });
}
