import { eq } from 'drizzle-orm';
import { campaigns, workspaceSecrets } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { lockCampaign } from './internal';
import type { CampaignInput } from './schemas';
import { signingSecretField } from './signing-secret';

/** Removes a draft. What was launched stays, with its result. */
export async function deleteDraftCampaign(ctx: ServiceContext, input: CampaignInput): Promise<void> {
  requirePermission(ctx, 'campaigns:write');
  await withWorkspace(ctx, async (tx) => {
    const { id } = await lockCampaign(tx, ctx, { id: input.id, states: ['draft'] });
    await tx.delete(campaigns).where(inWorkspace(ctx, campaigns, eq(campaigns.id, id)));
    await tx
      .delete(workspaceSecrets)
      .where(inWorkspace(ctx, workspaceSecrets, eq(workspaceSecrets.field, signingSecretField(id))));
    await audit(tx, ctx, { verb: 'campaigns.deleteDraft', subject: `campaign:${id}` });
  });
}
