import { notInArray, sql } from 'drizzle-orm';
import { ingestCounts, sources } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { dayAt, dayOfNumber } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { newestDay } from './as-of.ch';

/** The day answers are given for: today where a source is live, the day of the newest record where only files came. */
export async function getAsOfDay(ctx: ServiceContext): Promise<{ day: string; isLive: boolean }> {
  requirePermission(ctx, 'workspace:read');
  const today = dayAt(ctx.clock.nowMs(), ctx.workspace.timezone);
  const isLive = await withWorkspace(ctx, async (tx) => {
    const [live] = await tx
      .select({ id: sources.id })
      .from(sources)
      .innerJoin(ingestCounts, inWorkspace(ctx, ingestCounts, sql`${ingestCounts.sourceId} = ${sources.id}`))
      .where(inWorkspace(ctx, sources, notInArray(sources.kind, ['file', 'campaigns'])))
      .limit(1);
    return live !== undefined;
  });
  if (isLive) return { day: today, isLive };
  const [newest] = await ctx.ch.run(newestDay, {});
  return { day: newest?.day == null ? today : dayOfNumber(newest.day), isLive };
}
