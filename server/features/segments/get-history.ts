import { requirePermission } from '@/server/auth/require-permission';
import { dayNumberOf, lastDayOf, periodNumberOf } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';
import { countRules } from './count-rules';
import { placeOf, readBook } from './internal';
import type { PreviewSegmentInput } from './schemas';

const monthsShown = 12;

/**
 * The rule asked for the last day of each of the last months and for the as-of day: events, orders and subscriptions as
 * they stood, traits as they are now.
 */
export async function getSegmentHistory(
  ctx: ServiceContext,
  input: PreviewSegmentInput,
): Promise<{ day: string; count: number }[]> {
  requirePermission(ctx, 'segments:read');
  const book = await withWorkspace(ctx, (tx) => readBook(tx, ctx));
  const place = await placeOf(ctx, input.at);
  const thisMonth = periodNumberOf(place.day, 'month');
  const ends = Array.from({ length: monthsShown }, (_, i) => lastDayOf(thisMonth - monthsShown + i, 'month'));
  const rule = book.expand(input.rule);
  const sizes: { day: string; count: number }[] = [];
  for (const day of [...ends, place.day]) {
    const { counts } = await countRules(ctx, [rule], { ...place, asOf: dayNumberOf(day) });
    sizes.push({ day, count: counts[0] ?? 0 });
  }
  return sizes;
}
