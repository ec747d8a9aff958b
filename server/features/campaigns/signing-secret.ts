import { eq } from 'drizzle-orm';
import { workspaceSecrets } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { unseal } from '@/server/platform/keys';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { getCampaignInWorkspace } from './internal';
import type { CampaignInput } from './schemas';

/** Sealed among the workspace's secrets, so that `keys rotate` seals it again with the others. */
export const signingSecretField = (campaignId: string): string => `campaign ${campaignId}`;

/** The key of the signature: the hexadecimal text is what both sides put into HMAC-SHA256. */
export async function readSigningSecret(
  tx: Tx,
  ctx: Pick<ServiceContext, 'workspace' | 'keys'>,
  campaignId: string,
): Promise<string> {
  const place = { workspaceId: ctx.workspace.id, source: 'workspace', field: signingSecretField(campaignId) };
  const [row] = await tx
    .select({ sealed: workspaceSecrets.sealed })
    .from(workspaceSecrets)
    .where(inWorkspace(ctx, workspaceSecrets, eq(workspaceSecrets.field, place.field)));
  if (!row) throw new AppError('precondition', 'This campaign has no signing secret.');
  return unseal(ctx.keys, place, row.sealed).toString('hex');
}

/** Shows the secret that signs a campaign's webhooks, for the receiver to check them by. Each look is in the audit log. */
export async function revealSigningSecret(ctx: ServiceContext, input: CampaignInput): Promise<{ secret: string }> {
  requirePermission(ctx, 'campaigns:write');
  return withWorkspace(ctx, async (tx) => {
    const { id } = await getCampaignInWorkspace(tx, ctx, input.id);
    await audit(tx, ctx, { verb: 'campaigns.revealSigningSecret', subject: `campaign:${id}` });
    return { secret: await readSigningSecret(tx, ctx, id) };
  });
}
