import { eq } from 'drizzle-orm';
import { campaigns } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { lockCampaign, requireFreeName } from './internal';
import type { UpdateCampaignInput } from './schemas';

/** Changes a draft. A launched campaign is sealed: `conflict`. */
export async function updateCampaign(ctx: ServiceContext, input: UpdateCampaignInput): Promise<void> {
  requirePermission(ctx, 'campaigns:write');
  const { id, changes } = input;
  await withWorkspace(ctx, async (tx) => {
    await lockCampaign(tx, ctx, { id, states: ['draft'] });
    if (Object.keys(changes).length === 0) return;
    if (changes.name !== undefined) await requireFreeName(tx, ctx, changes.name, id);
    await tx
      .update(campaigns)
      .set(changes)
      .where(inWorkspace(ctx, campaigns, eq(campaigns.id, id)));
    await audit(tx, ctx, { verb: 'campaigns.update', subject: `campaign:${id}`, fields: Object.keys(changes) });
  });
}
