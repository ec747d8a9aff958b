import { campaigns, workspaceSecrets } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import { actorName, type ServiceContext } from '@/server/platform/context';
import { newId } from '@/server/platform/ids';
import { seal } from '@/server/platform/keys';
import { withWorkspace } from '@/server/platform/transaction';
import { requireFreeName } from './internal';
import type { CreateCampaignInput } from './schemas';
import { signingSecretField } from './signing-secret';

/** A draft, with the salt that will draw its arms and the secret that would sign its webhooks. */
export async function createCampaign(ctx: ServiceContext, input: CreateCampaignInput): Promise<{ id: string }> {
  requirePermission(ctx, 'campaigns:write');
  const id = newId(ctx);
  const field = signingSecretField(id);
  const place = { workspaceId: ctx.workspace.id, source: 'workspace', field };
  const sealed = seal(ctx.keys, ctx.rng, place, ctx.rng.bytes(32));
  await withWorkspace(ctx, async (tx) => {
    await requireFreeName(tx, ctx, input.name);
    await tx.insert(campaigns).values({
      ...input,
      workspaceId: ctx.workspace.id,
      id,
      salt: ctx.rng.bytes(16).toString('hex'),
      createdBy: actorName(ctx.actor),
      createdAt: dateOf(ctx.clock),
    });
    await tx.insert(workspaceSecrets).values({ workspaceId: ctx.workspace.id, field, sealed });
    await audit(tx, ctx, { verb: 'campaigns.create', subject: `campaign:${id}`, fields: Object.keys(input) });
  });
  return { id };
}
