import { count, desc, eq } from 'drizzle-orm';
import { handOvers } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { minorDigitsOf } from '@/server/features/ingest';
import { getAsOfDay } from '@/server/features/workspaces';
import { addDays, startOfDayMs } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { countUnits, listContamination } from './contamination';
import { type ArmPair, type ArmTotals, readOut, splitOf } from './domain/read-out';
import { isBehind } from './is-behind';
import { revenueCurve } from './domain/revenue-curve';
import { countCampaign, getCampaignInWorkspace, toCampaignView } from './internal';
import { planHashOf } from './plan-hash';
import { armSums } from './read-out.ch';
import { revenueSteps } from './revenue-steps.ch';
import type { CampaignInput, CampaignReadOut, CampaignResults, CampaignView, RevenuePoint } from './schemas';

const DAY_MS = 86_400_000;

/**
 * What a campaign did. Before the window of its last customer has closed only the split and the progress are told; after
 * it, the sealed metric is read once and for all, for everyone as assigned.
 */
export async function getCampaignResults(ctx: ServiceContext, input: CampaignInput): Promise<CampaignResults> {
  requirePermission(ctx, 'campaigns:read');
  const stored = await withWorkspace(ctx, (tx) => readStored(tx, ctx, input.id));
  const { campaign, counts, units } = stored;
  if (campaign.state === 'draft') throw new AppError('precondition', 'A draft has no results: launch it first.');
  const { untilMs, isLive } = await readableUntil(ctx);
  const split = splitOf(counts.arms, campaign.controlShare);
  const base = {
    ...stored.shown,
    campaign,
    counts,
    split,
    progress: progressOf(campaign, untilMs),
    revenue: [],
    readUntil: new Date(untilMs).toISOString(),
  };
  if (campaign.endsAt === null) return { ...base, readOut: null, waitsFor: 'launch' };
  if (untilMs < campaign.endsAt.getTime()) return { ...base, readOut: null, waitsFor: 'window' };
  const window = { endsAt: campaign.endsAt, isLive };
  if (await withWorkspace(ctx, (tx) => isBehind(tx, ctx, window)))
    return { ...base, readOut: null, waitsFor: 'answers' };
  const arms = await readArms(ctx, campaign);
  if (arms.control.n + arms.treatment.n !== units) return { ...base, readOut: null, waitsFor: 'answers' };
  const found = readOutOf(ctx, campaign, arms);
  const revenue = found?.incremental.ok ? await readRevenue(ctx, campaign, arms) : [];
  return { ...base, split: found?.split ?? split, readOut: found, waitsFor: null, revenue };
}

async function readStored(tx: Tx, ctx: ServiceContext, id: string) {
  const row = await getCampaignInWorkspace(tx, ctx, id);
  const skipped = await tx
    .select({ reason: handOvers.problem, customers: count() })
    .from(handOvers)
    .where(inWorkspace(ctx, handOvers, eq(handOvers.campaignId, id), eq(handOvers.state, 'skipped')))
    .groupBy(handOvers.problem)
    .orderBy(desc(count()));
  return {
    campaign: toCampaignView(row),
    counts: await countCampaign(tx, ctx, id),
    units: await countUnits(tx, ctx, id),
    shown: {
      contamination: await listContamination(tx, ctx, id),
      isSealIntact: row.planHash === planHashOf(row),
      skipped: skipped.map(({ reason, customers }) => ({ reason: reason ?? '', customers })),
    },
  };
}

/** Now where a source is live; the end of the newest record's day where only files came. */
async function readableUntil(ctx: ServiceContext): Promise<{ untilMs: number; isLive: boolean }> {
  const { day, isLive } = await getAsOfDay(ctx);
  return { isLive, untilMs: isLive ? ctx.clock.nowMs() : startOfDayMs(addDays(day, 1), ctx.workspace.timezone) };
}

function progressOf({ launchedAt, plan }: CampaignView, untilMs: number) {
  const days = launchedAt === null ? 0 : Math.floor((untilMs - launchedAt.getTime()) / DAY_MS);
  return { daysIn: Math.min(plan.windowDays, Math.max(0, days)), daysOf: plan.windowDays };
}

const none: ArmTotals = { n: 0, y: 0, yy: 0, yyy: 0, x: 0, xx: 0, xy: 0, r: 0, rr: 0, rrr: 0, unknown: 0 };

async function readArms(ctx: ServiceContext, { id, plan }: CampaignView): Promise<ArmPair> {
  const { metric, event, windowDays } = plan;
  const rows = await ctx.ch.run(armSums, { campaign: id, days: windowDays, metric, event: event ?? '' });
  const of = (arm: string) => rows.find((row) => row.arm === arm) ?? none;
  return { control: of('control'), treatment: of('treatment') };
}

const mostSteps = 30;

async function readRevenue(ctx: ServiceContext, { id, plan }: CampaignView, arms: ArmPair): Promise<RevenuePoint[]> {
  const { windowDays, alpha } = plan;
  const steps = Math.min(mostSteps, windowDays);
  const rows = await ctx.ch.run(revenueSteps, { campaign: id, days: windowDays, steps });
  const sizes = { control: arms.control.n, treatment: arms.treatment.n };
  return revenueCurve(rows, { sizes, steps, windowDays, level: 1 - alpha });
}

function readOutOf(ctx: ServiceContext, { plan, controlShare }: CampaignView, arms: ArmPair): CampaignReadOut | null {
  const unit = 10 ** (minorDigitsOf(ctx.workspace.currency) ?? 2);
  const found = readOut(arms, { plan, controlShare, unit });
  return 'ok' in found ? null : found;
}
