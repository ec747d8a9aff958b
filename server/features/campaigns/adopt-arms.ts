import { eq, sql } from 'drizzle-orm';
import { arms, campaigns } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { lockCampaign } from './internal';
import { planHashOf } from './plan-hash';
import { campaignPlan, type CampaignInput } from './schemas';

interface Span extends Record<string, unknown> {
  customers: number;
  strange: number;
  first_at: Date;
  last_at: Date;
}

/**
 * Turns a draft into a finished campaign that took place elsewhere: who was in which arm came as records of the stream
 * `arms` that name the draft's id. They are its assignments, nobody is contacted, and the plan is sealed after the launch.
 * Refused (`precondition`) where no record names it, an arm has another name than control or treatment, or the window is open.
 */
export async function adoptArms(ctx: ServiceContext, input: CampaignInput): Promise<{ customers: number }> {
  requirePermission(ctx, 'campaigns:write');
  return withWorkspace(ctx, async (tx) => {
    const draft = await lockCampaign(tx, ctx, { id: input.id, states: ['draft'] });
    const now = dateOf(ctx.clock);
    const { customers, first_at, last_at } = await readSpan(tx, ctx, draft.id);
    const endsAt = new Date(new Date(last_at).getTime() + 86_400_000 * campaignPlan.parse(draft.plan).windowDays);
    if (endsAt > now) throw new AppError('precondition', 'The window of these arms is not over.');
    await tx.execute(sql`
      insert into assignments (workspace_id, campaign_id, customer_id, arm, assigned_at, due_at)
      select distinct on (a.customer_id) a.workspace_id, ${draft.id}::uuid, a.customer_id, a.arm, a.assigned_at, a.assigned_at
      from ${arms} a where a.workspace_id = ${ctx.workspace.id} and a.campaign = ${draft.id} order by a.customer_id, a.assigned_at, a.key`);
    await tx
      .update(campaigns)
      .set({
        state: 'finished',
        planHash: planHashOf(draft),
        sealedAt: now,
        launchedAt: new Date(first_at),
        endsAt,
        endedAt: endsAt,
      })
      .where(inWorkspace(ctx, campaigns, eq(campaigns.id, draft.id)));
    await audit(tx, ctx, {
      verb: 'campaigns.adopt_arms',
      subject: `campaign:${draft.id}`,
      fields: ['state', 'plan_hash', 'sealed_at', 'ends_at'],
    });
    return { customers };
  });
}

async function readSpan(tx: Tx, ctx: Pick<ServiceContext, 'workspace'>, campaignId: string): Promise<Span> {
  const [span] = await tx.execute<Span>(sql`
    select count(distinct a.customer_id)::integer as customers, min(a.assigned_at) as first_at, max(a.assigned_at) as last_at,
      count(*) filter (where a.arm not in ('control', 'treatment'))::integer as strange
    from ${arms} a where a.workspace_id = ${ctx.workspace.id} and a.campaign = ${campaignId}`);
  if (!span || span.customers === 0) throw new AppError('precondition', 'No records of arms name this campaign.');
  if (span.strange > 0)
    throw new AppError('precondition', 'Arms are called control and treatment; these records hold others.');
  return span;
}
