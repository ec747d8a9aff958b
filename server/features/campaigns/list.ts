import { count, desc } from 'drizzle-orm';
import { assignments, campaigns } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { toCampaignView } from './internal';
import type { CampaignView } from './schemas';

const most = 500;

/** Campaigns, newest first, each with the customers in it. */
export async function listCampaigns(ctx: ServiceContext): Promise<(CampaignView & { customers: number })[]> {
  requirePermission(ctx, 'campaigns:read');
  return withWorkspace(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(campaigns)
      .where(inWorkspace(ctx, campaigns))
      .orderBy(desc(campaigns.createdAt), desc(campaigns.id))
      .limit(most);
    const sizes = await tx
      .select({ id: assignments.campaignId, customers: count() })
      .from(assignments)
      .where(inWorkspace(ctx, assignments))
      .groupBy(assignments.campaignId);
    const sizeOf = new Map(sizes.map(({ id, customers }) => [id, customers]));
    return rows.map((row) => ({ ...toCampaignView(row), customers: sizeOf.get(row.id) ?? 0 }));
  });
}
