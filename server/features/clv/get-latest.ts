import { requirePermission } from '@/server/auth/require-permission';
import { addDays, dayOfNumber, dayNumberOf } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
import { purchaseSpan } from './histories.ch';
import { latestRun } from './internal';
import type { ClvRun } from './schemas';

export interface ClvState {
  run: ClvRun | undefined;
  /** First and last purchase day and the periods to fit by, undefined before there are purchases. */
  suggested: { first: string; last: string; calibrateUntil: string; holdoutUntil: string } | undefined;
}

/** The newest run, and what to fit next: the last third of history, at most 39 whole weeks, is held out. */
export async function getLatestClv(ctx: ServiceContext): Promise<ClvState> {
  requirePermission(ctx, 'clv:read');
  const run = await latestRun(ctx);
  const [span] = await ctx.ch.run(purchaseSpan, {});
  return {
    run,
    suggested: span?.first == null || span.last == null ? undefined : suggest(span.first, span.last),
  };
}

function suggest(first: number, last: number) {
  const [firstDay, lastDay] = [dayOfNumber(first), dayOfNumber(last)];
  const weeks = Math.min(39, Math.floor((dayNumberOf(lastDay) - dayNumberOf(firstDay)) / 21));
  return {
    first: firstDay,
    last: lastDay,
    calibrateUntil: addDays(lastDay, -7 * Math.max(1, weeks)),
    holdoutUntil: lastDay,
  };
}
