import { z } from 'zod';
import { boundValues, hiddenCustomers } from '@/server/analytics';
import type { PlannedSegment } from '@/server/features/segments';

/** Whose cohorts they are: everyone's, or those of a segment. */
export type Among = PlannedSegment | undefined;

/** Parameters of every question of a grid: see domain/compile.ts. */
const gridShape = {
  by: z.enum(['day', 'week', 'month']),
  start_key: z.string(),
  return_key: z.string(),
  as_of_day: z.int(),
  as_of_period: z.int(),
  days_from: z.int(),
};

/** With the values of a segment's holes. */
export const gridParams = <S extends z.ZodRawShape>(more: S) => z.object({ ...gridShape, ...more }).and(boundValues);

/** Period of a row with a day; months before the as-of one come from the sets by month. */
const periodOfDay = (day: string) =>
  `multiIf({by:String} = 'month', {as_of_period:UInt16}, {by:String} = 'week', toUInt16(intDiv(${day} + 3, 7)), ${day})`;

/** Visible customers active under a key, a bitmap for each period up to the as-of day. The as-of month comes by the day. */
const activeUnder = (name: string, key: 'start_key' | 'return_key') => `${name} AS (
  SELECT p, bitmapAndnot(groupBitmapMergeState(bits), (SELECT h FROM hid)) AS v FROM (
    SELECT period AS p, bits FROM sets
    WHERE ws = {ws:UInt32} AND kind = 'month' AND key = {${key}:String} AND {by:String} = 'month' AND period < {as_of_period:UInt16}
    UNION ALL
    SELECT ${periodOfDay('period')} AS p, bits FROM sets
    WHERE ws = {ws:UInt32} AND kind = 'day' AND key = {${key}:String} AND period >= {days_from:UInt16} AND period <= {as_of_day:UInt16}
  ) GROUP BY p
)`;

/** A customer enters in the first period of activity: active then and in no earlier one, so a late fact moves the cohort. */
export const enteredCohorts = (among: Among) => `${among?.ctes ?? hiddenCustomers},
${activeUnder('started', 'start_key')},
first_seen AS (
  SELECT p AS c, bitmapAndnot(v, groupBitmapMergeState(v) OVER (ORDER BY p ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS f FROM started
),
entered AS (SELECT c, ${among ? `bitmapAnd(f, ${among.bits})` : 'f'} AS f FROM first_seen)`;

export const returnedCustomers = activeUnder('returned', 'return_key');

/** Purchases and money of every customer by period up to the as-of day; every row only adds. */
export const spentByPeriod = `spent AS (
  SELECT no, m AS p, n, amount_minor FROM cust_month
  WHERE ws = {ws:UInt32} AND metric = 'order' AND {by:String} = 'month' AND m < {as_of_period:UInt16}
  UNION ALL
  SELECT no, ${periodOfDay('d')} AS p, n, amount_minor FROM cust_day
  WHERE ws = {ws:UInt32} AND metric = 'order' AND d >= {days_from:UInt16} AND d <= {as_of_day:UInt16}
)`;
