import type { Comparison, Window } from '@/db/schema/segments.constants';
import { dayNumberOf } from '@/server/platform/calendar';

/** Days since 1970-01-01, both counted. Nothing lies in a range whose end is before its start. */
export interface DayRange {
  from: number;
  to: number;
}

const firstDay = 0;
const lastDay = 65_535;
const nothing: DayRange = { from: 1, to: 0 };

/** What the store's days can hold; facts before 1970 lie on its first day. */
function within(from: number, to: number): DayRange {
  const range = { from: Math.max(firstDay, from), to: Math.min(lastDay, to) };
  return range.from > range.to ? nothing : range;
}

/** Days of facts that a window holds, never after the as-of day. */
export function rangeOfWindow(window: Window, asOf: number): DayRange {
  if (window.within_days !== undefined) return within(asOf - window.within_days + 1, asOf);
  const from = window.from === undefined ? firstDay : dayNumberOf(window.from);
  const to = window.to === undefined ? asOf : dayNumberOf(window.to);
  return within(from, Math.min(to, asOf));
}

/** Day numbers that a comparison with days holds, open ends as infinities; undefined for other comparisons. */
export function rangeOfMoment(compared: Comparison, asOf: number): DayRange | undefined {
  switch (compared.op) {
    case 'in_last_days':
      return { from: asOf - compared.value + 1, to: asOf };
    case 'more_than_days_ago':
      return { from: Number.NEGATIVE_INFINITY, to: asOf - compared.value };
    case 'in_next_days':
      return { from: asOf + 1, to: asOf + compared.value };
    case 'before':
      return { from: Number.NEGATIVE_INFINITY, to: dayNumberOf(compared.value) - 1 };
    case 'after':
      return { from: dayNumberOf(compared.value) + 1, to: Number.POSITIVE_INFINITY };
    case 'on':
      return { from: dayNumberOf(compared.value), to: dayNumberOf(compared.value) };
    case 'between':
      return { from: dayNumberOf(compared.from), to: dayNumberOf(compared.to) };
    default:
      return undefined;
  }
}

/** The same for facts, which end with the as-of day. */
export function rangeOfPast(compared: Comparison, asOf: number): DayRange {
  const range = rangeOfMoment(compared, asOf);
  return range ? within(range.from, Math.min(range.to, asOf)) : nothing;
}
