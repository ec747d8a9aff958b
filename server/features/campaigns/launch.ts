import { eq } from 'drizzle-orm';
import { campaigns, sources } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { sealSegment } from '@/server/features/segments';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { newId } from '@/server/platform/ids';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { draftFaults, metricFaults } from './domain/launch-faults';
import { getCampaignInWorkspace, lockCampaign, toCampaignView } from './internal';
import { planHashOf } from './plan-hash';
import { readHistory } from './read-history';
import type { CampaignInput } from './schemas';

/**
 * Seals the plan with the rule of its audience and hands the draft to the worker, which assigns and then contacts. Refused (`precondition`) when the
 * audience is empty, the message lacks something or the metric cannot be computed.
 */
export async function launchCampaign(ctx: ServiceContext, input: CampaignInput): Promise<{ planHash: string }> {
  requirePermission(ctx, 'campaigns:write');
  const draft = toCampaignView(await withWorkspace(ctx, (tx) => getCampaignInWorkspace(tx, ctx, input.id)));
  refuseFaults(draftFaults(draft));
  const audience = await sealSegment(ctx, { segment: draft.segment });
  const { sums } = await readHistory(ctx, audience, draft.plan);
  refuseFaults(metricFaults(draft.plan, sums));
  return withWorkspace(ctx, async (tx) => {
    const campaign = await lockCampaign(tx, ctx, { id: input.id, states: ['draft'] });
    const now = toCampaignView(campaign);
    if (now.segment !== draft.segment || planHashOf({ ...campaign, plan: draft.plan }) !== planHashOf(campaign))
      throw new AppError('conflict', 'The draft was changed at this moment. Look at it and launch again.');
    refuseFaults(draftFaults(now));
    await ensureSource(tx, ctx);
    const planHash = planHashOf({ ...campaign, audience });
    const at = dateOf(ctx.clock);
    await tx
      .update(campaigns)
      .set({ state: 'launching', audience, planHash, sealedAt: at, launchedAt: at })
      .where(inWorkspace(ctx, campaigns, eq(campaigns.id, campaign.id)));
    await audit(tx, ctx, {
      verb: 'campaigns.launch',
      subject: `campaign:${campaign.id}`,
      fields: ['state', 'audience', 'plan_hash', 'sealed_at'],
    });
    return { planHash };
  });
}

function refuseFaults(faults: string[]): void {
  if (faults.length > 0) throw new AppError('precondition', faults.join(' '), { faults });
}

/** Where records of arms come from in the ledger; one a workspace, made with its first launch. */
async function ensureSource(tx: Tx, ctx: ServiceContext): Promise<void> {
  const [known] = await tx
    .select({ id: sources.id })
    .from(sources)
    .where(inWorkspace(ctx, sources, eq(sources.kind, 'campaigns')))
    .limit(1);
  if (known) return;
  await tx.insert(sources).values({
    id: newId(ctx),
    workspaceId: ctx.workspace.id,
    kind: 'campaigns',
    name: 'Campaigns',
    createdAt: dateOf(ctx.clock),
  });
}
