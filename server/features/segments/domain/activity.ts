import { firstDayOf, dayNumberOf, dayOfNumber, lastDayOf, periodNumberOf } from '@/server/platform/calendar';
import type { DayRange } from './windows';

/** Whatever was done, purchases too; `\any` is an event of that name. */
export const anyActivity = 'any';

const reserved = /^\\+any$/;

/** The event that a rule means. */
export const eventOf = (name: string): string => (reserved.test(name) ? name.slice(1) : name);

/** How a rule writes an event. */
export const writtenEvent = (event: string): string => (/^\\*any$/.test(event) ? `\\${event}` : event);

/** Purchases among the sets of activity. */
export const purchaseKey = 'order';

/** Its key among the sets of activity, where '' is anything and `order` a purchase. */
export function activityKey(name: string): string {
  if (name === anyActivity) return '';
  const event = eventOf(name);
  return event === '' || event === purchaseKey || event.startsWith('\\') ? `\\${event}` : event;
}

/** Whole months of a range, and the days before and after them: few sets hold many days. */
export function monthsAndDays(range: DayRange): { months: DayRange | undefined; days: DayRange[] } {
  if (range.from > range.to) return { months: undefined, days: [] };
  const month = (day: number) => periodNumberOf(dayOfNumber(day), 'month');
  const startsAt = (period: number) => dayNumberOf(firstDayOf(period, 'month'));
  const endsAt = (period: number) => dayNumberOf(lastDayOf(period, 'month'));
  const [first, last] = [month(range.from), month(range.to)];
  const from = startsAt(first) === range.from ? first : first + 1;
  const to = endsAt(last) === range.to ? last : last - 1;
  if (from > to) return { months: undefined, days: [range] };
  const edges = [
    { from: range.from, to: startsAt(from) - 1 },
    { from: endsAt(to) + 1, to: range.to },
  ];
  return { months: { from, to }, days: edges.filter((edge) => edge.from <= edge.to) };
}
