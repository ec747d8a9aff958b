import { z } from 'zod';
import { defineQuestion, hiddenCustomers, integer64, isVisible } from '@/server/analytics';

/**
 * Money that the customers of each arm brought up to the end of each step of their own windows, net of refunds: Σr, Σr²
 * and Σr³ over customers. Those who bought nothing add nothing; the arms' sizes are those of the read-out.
 */
export const revenueSteps = defineQuestion({
  name: 'campaigns.revenue_steps',
  sql: `WITH ${hiddenCustomers},
assigned AS (
  SELECT no, argMin(arm, (assigned_at, id)) AS its_arm, min(assigned_at) AS t0, t0 + toIntervalDay({days:UInt16}) AS t1
  FROM arms FINAL WHERE ws = {ws:UInt32} AND campaign = {campaign:String} AND ${isVisible('no')} GROUP BY no
),
bought AS (
  SELECT q.no AS no, a.its_arm AS its_arm, arrayCumSum(sumForEach(arrayMap(
    i -> if(i = intDiv(dateDiff('millisecond', a.t0, q.ts) * {steps:UInt16}, {days:UInt16} * 86400000), toFloat64(ifNull(q.amount_minor, 0)), 0.),
    range({steps:UInt16})))) AS until
  FROM orders AS q INNER JOIN assigned AS a ON a.no = q.no
  WHERE q.ws = {ws:UInt32} AND q.ts >= a.t0 AND q.ts < a.t1 GROUP BY q.no, a.its_arm
)
SELECT b.its_arm AS arm, step, sum(spent) AS r, sum(spent * spent) AS rr, sum(spent * spent * spent) AS rrr
FROM bought AS b ARRAY JOIN b.until AS spent, arrayEnumerate(b.until) AS step
WHERE {ws:UInt32} >= 0 GROUP BY arm, step ORDER BY step, arm`,
  params: z.object({ campaign: z.string(), days: z.int(), steps: z.int() }),
  row: z.object({ arm: z.string(), step: integer64, r: z.number(), rr: z.number(), rrr: z.number() }),
});
export type RevenueStep = z.infer<typeof revenueSteps.row>;
