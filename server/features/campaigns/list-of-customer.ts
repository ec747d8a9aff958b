import { desc, eq, or, sql } from 'drizzle-orm';
import { assignments, campaigns, customers } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { CampaignOfCustomer, CampaignsOfCustomerInput } from './schemas';

/** The campaigns that a customer is or was in, by its arm, the newest first; of those joined with it too. */
export async function listCampaignsOfCustomer(
  ctx: ServiceContext,
  input: CampaignsOfCustomerInput,
): Promise<CampaignOfCustomer[]> {
  requirePermission(ctx, 'campaigns:read');
  requirePermission(ctx, 'customers:read');
  const { customerId } = input;
  return withWorkspace(ctx, async (tx) => {
    const rows = await tx
      .select({
        id: campaigns.id,
        name: campaigns.name,
        state: campaigns.state,
        arm: assignments.arm,
        assignedAt: assignments.assignedAt,
        endsAt: campaigns.endsAt,
      })
      .from(assignments)
      .innerJoin(campaigns, inWorkspace(ctx, campaigns, eq(campaigns.id, assignments.campaignId)))
      .innerJoin(customers, inWorkspace(ctx, customers, eq(customers.id, assignments.customerId)))
      .where(
        inWorkspace(
          ctx,
          assignments,
          or(eq(assignments.customerId, customerId), sql`${customers.mergedInto} = ${customerId}`),
        ),
      )
      .orderBy(desc(assignments.assignedAt), desc(campaigns.id))
      .limit(100);
    return rows.map((row) => ({
      ...row,
      state: row.state as CampaignOfCustomer['state'],
      arm: row.arm as CampaignOfCustomer['arm'],
    }));
  });
}
