import { and, count, eq, isNull, ne, or } from 'drizzle-orm';
import { assignments, campaigns, handOvers } from '@/db/schema';
import type { Arm, CampaignState } from '@/db/schema/campaigns.constants';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { inWorkspace } from '@/server/platform/transaction';
import { campaignPlan, type CampaignCounts, type CampaignView } from './schemas';

export type StoredCampaign = typeof campaigns.$inferSelect;
type Scope = Pick<ServiceContext, 'workspace'>;

/** Throws `not_found`, alike for a foreign id and for one that never was. */
export async function getCampaignInWorkspace(tx: Tx, ctx: Scope, id: string): Promise<StoredCampaign> {
  const [found] = await tx
    .select()
    .from(campaigns)
    .where(inWorkspace(ctx, campaigns, eq(campaigns.id, id)));
  if (!found) throw new AppError('not_found', 'There is no such campaign here.');
  return found;
}

/** The campaign, locked until the transaction ends, in one of these states. Throws `conflict` in another. */
export async function lockCampaign(
  tx: Tx,
  ctx: Scope,
  { id, states }: { id: string; states: readonly CampaignState[] },
): Promise<StoredCampaign> {
  const [found] = await tx
    .select()
    .from(campaigns)
    .where(inWorkspace(ctx, campaigns, eq(campaigns.id, id)))
    .for('update');
  if (!found) throw new AppError('not_found', 'There is no such campaign here.');
  if (!states.includes(found.state as CampaignState))
    throw new AppError('conflict', `The campaign is ${found.state}; this needs ${states.join(' or ')}.`, {
      state: found.state,
    });
  return found;
}

export const toCampaignView = (row: StoredCampaign): CampaignView => ({
  id: row.id,
  name: row.name,
  state: row.state as CampaignView['state'],
  channel: row.channel as CampaignView['channel'],
  segment: row.segment,
  controlShare: row.controlShare,
  subject: row.subject,
  message: row.message,
  webhookUrl: row.webhookUrl,
  plan: campaignPlan.parse(row.plan),
  seal:
    row.planHash !== null && row.sealedAt !== null
      ? { hash: row.planHash, salt: row.salt, at: row.sealedAt, audience: row.audience }
      : null,
  launchedAt: row.launchedAt,
  endsAt: row.endsAt,
  endedAt: row.endedAt,
  createdAt: row.createdAt,
});

/** Refuses a name that another campaign of the workspace has. */
export async function requireFreeName(tx: Tx, ctx: Scope, name: string, own?: string): Promise<void> {
  const [taken] = await tx
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(
      inWorkspace(ctx, campaigns, eq(campaigns.name, name), own === undefined ? undefined : ne(campaigns.id, own)),
    );
  if (taken) throw new AppError('conflict', 'A campaign of this name exists already.', { field: 'name' });
}

export async function countCampaign(tx: Tx, ctx: Scope, id: string): Promise<CampaignCounts> {
  const arms = await tx
    .select({ arm: assignments.arm, n: count() })
    .from(assignments)
    .where(inWorkspace(ctx, assignments, eq(assignments.campaignId, id)))
    .groupBy(assignments.arm);
  const states = await tx
    .select({ state: handOvers.state, n: count() })
    .from(handOvers)
    .where(inWorkspace(ctx, handOvers, eq(handOvers.campaignId, id)))
    .groupBy(handOvers.state);
  const of = (arm: Arm) => arms.find((row) => row.arm === arm)?.n ?? 0;
  return {
    arms: { control: of('control'), treatment: of('treatment') },
    handOvers: Object.fromEntries(states.map(({ state, n }) => [state, n])),
  };
}

/** Hand-overs that have not begun get an end, with the reason. */
export async function skipOpenHandOvers(
  tx: Tx,
  ctx: Scope,
  { campaignId, problem }: { campaignId: string; problem: string },
): Promise<void> {
  await tx
    .update(handOvers)
    .set({ state: 'skipped', problem })
    .where(
      inWorkspace(
        ctx,
        handOvers,
        eq(handOvers.campaignId, campaignId),
        or(eq(handOvers.state, 'planned'), and(eq(handOvers.state, 'claimed'), isNull(handOvers.sentAt))),
      ),
    );
}
