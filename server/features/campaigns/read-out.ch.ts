import { z } from 'zod';
import { defineQuestion, hiddenCustomers, integer64, isVisible } from '@/server/analytics';

/**
 * Sums over the customers of each arm: the metric in [assigned, assigned + window) as y, in the window of the same length
 * before as x, money in the window net of refunds as r. A customer with several assignments, after a merge, counts by the
 * earliest. Powers in floating point; counts exact.
 */
export const armSums = defineQuestion({
  name: 'campaigns.read_out',
  sql: `WITH ${hiddenCustomers},
assigned AS (
  SELECT no, argMin(arm, (assigned_at, id)) AS its_arm, min(assigned_at) AS t0, t0 + toIntervalDay({days:UInt16}) AS t1, t0 - toIntervalDay({days:UInt16}) AS t_before
  FROM arms FINAL WHERE ws = {ws:UInt32} AND campaign = {campaign:String} AND ${isVisible('no')} GROUP BY no
),
bought AS (
  SELECT q.no AS no,
    toFloat64(countIf(q.purchase = 1 AND q.ts >= a.t0 AND q.ts < a.t1) > 0) AS ordered,
    toFloat64(countIf(q.purchase = 1 AND q.ts >= a.t_before AND q.ts < a.t0) > 0) AS ordered_before,
    toFloat64(sumIf(ifNull(q.amount_minor, 0), q.ts >= a.t0 AND q.ts < a.t1)) AS spent,
    toFloat64(sumIf(ifNull(q.amount_minor, 0), q.ts >= a.t_before AND q.ts < a.t0)) AS spent_before,
    countIf(q.purchase = 1 AND isNull(q.amount_minor) AND isNull(q.original_minor) AND q.ts >= a.t0 AND q.ts < a.t1) AS unknown
  FROM orders AS q INNER JOIN assigned AS a ON a.no = q.no
  WHERE q.ws = {ws:UInt32} AND q.ts >= (SELECT min(t_before) FROM assigned) AND q.ts < (SELECT max(t1) FROM assigned) GROUP BY q.no
),
done AS (
  SELECT e.no AS no, toFloat64(countIf(e.ts >= a.t0 AND e.ts < a.t1) > 0) AS did, toFloat64(countIf(e.ts >= a.t_before AND e.ts < a.t0) > 0) AS did_before
  FROM events AS e INNER JOIN assigned AS a ON a.no = e.no
  WHERE e.ws = {ws:UInt32} AND {metric:String} = 'event' AND e.event = {event:String} GROUP BY e.no
),
rows AS (
  SELECT s.its_arm AS its_arm, b.spent AS r, b.unknown AS unknown,
    multiIf({metric:String} = 'event', d.did, {metric:String} = 'ordered', b.ordered, b.spent) AS y,
    multiIf({metric:String} = 'event', d.did_before, {metric:String} = 'ordered', b.ordered_before, b.spent_before) AS x
  FROM assigned AS s LEFT JOIN bought AS b ON b.no = s.no LEFT JOIN done AS d ON d.no = s.no
)
SELECT t.its_arm AS arm, count() AS n, sum(t.y) AS y, sum(t.y * t.y) AS yy, sum(t.y * t.y * t.y) AS yyy, sum(t.x) AS x, sum(t.x * t.x) AS xx, sum(t.x * t.y) AS xy,
  sum(t.r) AS r, sum(t.r * t.r) AS rr, sum(t.r * t.r * t.r) AS rrr, sum(t.unknown) AS unknown FROM rows AS t GROUP BY arm ORDER BY arm`,
  params: z.object({ campaign: z.string(), days: z.int(), metric: z.string(), event: z.string() }),
  row: z.object({
    arm: z.string(),
    n: integer64,
    y: z.number(),
    yy: z.number(),
    yyy: z.number(),
    x: z.number(),
    xx: z.number(),
    xy: z.number(),
    r: z.number(),
    rr: z.number(),
    rrr: z.number(),
    unknown: integer64,
  }),
});
export type ArmSums = z.infer<typeof armSums.row>;
