import { dayNumberOf, firstDayOf, type Period, periodNumberOf } from '@/server/platform/calendar';
import type { CohortSpec } from '../schemas';

/** The values a grid's questions are bound to: days and months since 1970-01, weeks as in platform/calendar. */
export interface GridParams {
  by: Period;
  start_key: string;
  return_key: string;
  or_after: number;
  as_of_day: number;
  as_of_period: number;
  /** First day read by the day: of the as-of month, or of all. */
  days_from: number;
}

/** Names in the sets of activity: '' is anything, `order` a purchase, an event called so has a backslash before it. */
function activityKey(name: string): string {
  if (name === 'any') return '';
  return /^\\(any|first_order)$/.test(name) ? name.slice(1) : name;
}

export function compileGrid(spec: CohortSpec, asOf: string): GridParams {
  const asOfPeriod = periodNumberOf(asOf, spec.by);
  return {
    by: spec.by,
    start_key: spec.start === 'first_order' ? 'order' : activityKey(spec.start),
    return_key: activityKey(spec.return),
    or_after: spec.criteria === 'on_or_after' ? 1 : 0,
    as_of_day: dayNumberOf(asOf),
    as_of_period: asOfPeriod,
    days_from: spec.by === 'month' ? dayNumberOf(firstDayOf(asOfPeriod, 'month')) : 0,
  };
}
