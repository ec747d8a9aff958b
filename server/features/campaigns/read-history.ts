import type { SealedRule } from '@/db/schema/segments.constants';
import { addDays, dayNumberOf } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
import { openSealed } from './audience';
import { historyOfAudience } from './audience.ch';
import type { CampaignPlan } from './schemas';

const nothing = { customers: 0, y: 0, yy: 0, yyy: 0, x: 0, xx: 0, xy: 0, orders: 0, unknown: 0, events: 0 };

/** What the audience did in the last whole window up to the day of its seal, and in the one before it. */
export async function readHistory(ctx: ServiceContext, sealed: SealedRule, plan: CampaignPlan) {
  const { metric, event, windowDays } = plan;
  const audience = openSealed(ctx, sealed);
  const day = sealed.asOf;
  const until = dayNumberOf(day);
  const [row] = await ctx.ch.run(historyOfAudience(audience), {
    ...audience.values,
    metric,
    event: event ?? '',
    until,
    middle: Math.max(0, until - windowDays),
    from: Math.max(0, until - 2 * windowDays),
  });
  return { sums: row ?? nothing, from: addDays(day, 1 - windowDays), until: day };
}
export type AudienceHistory = Awaited<ReturnType<typeof readHistory>>['sums'];
