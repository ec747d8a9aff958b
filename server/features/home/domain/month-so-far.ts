import { addDays, dayNumberOf, firstDayOf, lastDayOf, monthOf, periodNumberOf } from '@/server/platform/calendar';
import type { MonthSoFar } from '../schemas';

const earlier = (a: string, b: string) => (a < b ? a : b);

/** The month of a day YYYY-MM-DD up to that day, and the same days of the month before. */
export function monthSoFar(asOf: string): MonthSoFar {
  const month = periodNumberOf(asOf, 'month');
  const [from, last] = [firstDayOf(month, 'month'), lastDayOf(month, 'month')];
  const days = dayNumberOf(asOf) - dayNumberOf(from) + 1;
  const before = { from: firstDayOf(month - 1, 'month'), last: lastDayOf(month - 1, 'month') };
  return {
    month: monthOf(asOf),
    from,
    to: asOf,
    days,
    of: dayNumberOf(last) - dayNumberOf(from) + 1,
    before: {
      month: monthOf(before.from),
      from: before.from,
      to: asOf === last ? before.last : earlier(addDays(before.from, days - 1), before.last),
    },
  };
}
