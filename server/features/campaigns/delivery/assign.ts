import { eq, inArray, isNull, sql } from 'drizzle-orm';
import { assignments, campaigns, customers, handOvers, sources } from '@/db/schema';
import { acceptRecords } from '@/server/features/ingest';
import type { AcceptedRecord } from '@/server/features/ingest/schemas';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError, isAppError } from '@/server/platform/errors';
import { newId } from '@/server/platform/ids';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { type AddressHasher, addressHasher } from '../address-hash';
import { openAudience, openSealed } from '../audience';
import { pageOfAudience } from '../audience.ch';
import { drawArm } from '../draw-arm';
import { lockCampaign, type StoredCampaign } from '../internal';
import { campaignPlan } from '../schemas';

const chunk = 2_000;
/** The only step there is until a campaign can have several. */
const firstStep = 1;

interface Assigned {
  customerId: string;
  externalId: string;
  arm: 'control' | 'treatment';
  addressHash: Buffer | null;
}

/** Carries every launch of the workspace to its end; returns how many customers got an arm. */
export async function assignLaunched(ctx: ServiceContext): Promise<number> {
  let assigned = 0;
  for (;;) {
    const [campaign] = await withWorkspace(ctx, (tx) =>
      tx
        .select()
        .from(campaigns)
        .where(inWorkspace(ctx, campaigns, eq(campaigns.state, 'launching')))
        .limit(1),
    );
    if (!campaign) return assigned;
    assigned += await assignChunk(ctx, campaign);
  }
}

/**
 * The next customers by number: their arms, the records that the answers are made from and the hand-overs of the
 * treated, in one transaction with how far the launch has come. Killed anywhere, it is done again from there.
 */
async function assignChunk(ctx: ServiceContext, campaign: StoredCampaign): Promise<number> {
  const { audience: sealed, segment } = campaign;
  // Only launches from before rules were sealed have none.
  const audience = sealed === null ? await openAudience(ctx, segment) : openSealed(ctx, sealed);
  const page = await ctx.ch.run(pageOfAudience(audience), {
    ...audience.values,
    after: campaign.assignedUpTo,
    limit: chunk,
  });
  const last = page.at(-1)?.no;
  if (last === undefined) return endLaunch(ctx, campaign);
  const { fresh, sourceId } = await withWorkspace(ctx, async (tx) => ({
    fresh: await drawFresh(tx, ctx, { campaign, nos: page.map(({ no }) => no) }),
    sourceId: await sourceOf(tx, ctx),
  }));
  const at = dateOf(ctx.clock);
  const records = fresh.map(({ customerId, externalId, arm }): AcceptedRecord => {
    const body = { customerId: externalId, campaign: campaign.id, arm, assignedAt: at.toISOString() };
    return { kind: 'arms', body, keyText: `arms\n${campaign.id}\n${customerId}`, hasId: false, compareText: arm };
  });
  try {
    await acceptRecords(ctx, { workspace: ctx.workspace, sourceId, records, rejects: [], at }, (tx) =>
      storeChunk(tx, ctx, { campaign, fresh, last, at }),
    );
  } catch (error) {
    // Another worker was here first, or the campaign was stopped: what is left is looked up again.
    if (isAppError(error, 'conflict')) return 0;
    throw error;
  }
  return fresh.length;
}

async function drawFresh(
  tx: Tx,
  ctx: ServiceContext,
  { campaign, nos }: { campaign: StoredCampaign; nos: number[] },
): Promise<Assigned[]> {
  const hash: AddressHasher = await addressHasher(tx, ctx);
  const rows = await tx
    .select({ id: customers.id, externalId: customers.externalId, email: customers.email })
    .from(customers)
    .where(inWorkspace(ctx, customers, inArray(customers.no, nos), isNull(customers.mergedInto)))
    .orderBy(customers.id);
  const known = await tx
    .select({ id: assignments.customerId })
    .from(assignments)
    .where(
      inWorkspace(
        ctx,
        assignments,
        eq(assignments.campaignId, campaign.id),
        inArray(
          assignments.customerId,
          rows.map(({ id }) => id),
        ),
      ),
    );
  const has = new Set(known.map(({ id }) => id));
  return rows
    .filter(({ id }) => !has.has(id))
    .map(({ id, externalId, email }) => ({
      customerId: id,
      externalId,
      arm: drawArm(campaign, id),
      addressHash: email === null || email.trim() === '' ? null : hash(email),
    }));
}

async function storeChunk(
  tx: Tx,
  ctx: ServiceContext,
  { campaign, fresh, last, at }: { campaign: StoredCampaign; fresh: Assigned[]; last: number; at: Date },
): Promise<void> {
  const { id: campaignId, assignedUpTo } = await lockCampaign(tx, ctx, { id: campaign.id, states: ['launching'] });
  if (assignedUpTo !== campaign.assignedUpTo) throw new AppError('conflict', 'Another worker carries out this launch.');
  const workspaceId = ctx.workspace.id;
  const common = fresh.map(({ customerId, arm, addressHash }) => ({
    workspaceId,
    campaignId,
    customerId,
    arm,
    addressHash,
    assignedAt: at,
    dueAt: at,
  }));
  const due = fresh
    .filter(({ arm }) => arm === 'treatment')
    .map(({ customerId }) => ({ workspaceId, campaignId, step: firstStep, customerId, id: newId(ctx), notBefore: at }));
  if (common.length > 0) await tx.insert(assignments).values(common).onConflictDoNothing();
  if (due.length > 0) await tx.insert(handOvers).values(due).onConflictDoNothing();
  await tx
    .update(campaigns)
    .set({ assignedUpTo: last })
    .where(inWorkspace(ctx, campaigns, eq(campaigns.id, campaignId)));
}

/** Everybody has an arm: contacting begins, and the end of the last window is known. */
async function endLaunch(ctx: ServiceContext, { id }: StoredCampaign): Promise<number> {
  await withWorkspace(ctx, async (tx) => {
    const { plan } = await lockCampaign(tx, ctx, { id, states: ['launching'] });
    const { windowDays } = campaignPlan.parse(plan);
    const latest = sql`(select max(a.assigned_at) from ${assignments} a where a.workspace_id = ${ctx.workspace.id} and a.campaign_id = ${id})`;
    const now = dateOf(ctx.clock).toISOString();
    await tx
      .update(campaigns)
      .set({
        state: 'running',
        endsAt: sql`coalesce(${latest}, ${now}::timestamptz) + make_interval(days => ${windowDays})`,
      })
      .where(inWorkspace(ctx, campaigns, eq(campaigns.id, id)));
    await audit(tx, ctx, { verb: 'campaigns.assign', subject: `campaign:${id}`, fields: ['state', 'ends_at'] });
  });
  return 0;
}

async function sourceOf(tx: Tx, ctx: ServiceContext): Promise<string> {
  const [source] = await tx
    .select({ id: sources.id })
    .from(sources)
    .where(inWorkspace(ctx, sources, eq(sources.kind, 'campaigns')))
    .limit(1);
  if (!source) throw new AppError('precondition', 'This workspace has no source for assignments.');
  return source.id;
}
