import { z } from 'zod';
import { defineQuestion, integer64 } from '@/server/analytics';
import { purchaseDays } from './histories.ch';

/** How many customers have a score of a run. */
export const countScores = defineQuestion({
  name: 'clv.score_count',
  sql: `SELECT uniqExact(no) AS customers FROM scores WHERE ws = {ws:UInt32} AND run = {run:UUID}`,
  params: z.object({ run: z.uuid() }),
  row: z.object({ customers: integer64 }),
});

/**
 * Gives every customer the score of their history. What a purchase brings is (gain × (base + repeat_minor)) /
 * (weight × x + rest): the mean of Gamma-Gamma in minor units, or 1 with gain 0, base 0, weight 0, rest 1, flat 1.
 */
export const fillScores = `INSERT INTO scores (ws, run, no, p_alive, chance, chance_low, chance_high, value, at_risk, lost, orders, first_d, last_d)
WITH ${purchaseDays},
valued AS (
  SELECT no, count() - 1 AS x, max(d) - min(d) AS tx, {until:UInt16} - min(d) AS t, min(d) AS first_d, max(d) AS last_d,
    sum(spent) - argMin(spent, d) AS repeat_minor
  FROM days GROUP BY no
)
SELECT {ws:UInt32}, {run:UUID}, v.no, h.p_alive, h.chance, h.chance_low, h.chance_high,
  h.purchases * ({gain:Float64} * ({base:Float64} + v.repeat_minor) / ({weight:Float64} * v.x + {rest:Float64}) + {flat:Float64}) AS worth,
  if(h.p_alive < 0.1, 0, h.chance * worth), h.p_alive < 0.1, v.x + 1, v.first_d, v.last_d
FROM valued AS v INNER JOIN (
  SELECT x, tx, t, p_alive, chance, chance_low, chance_high, purchases FROM history_scores FINAL WHERE ws = {ws:UInt32} AND run = {run:UUID}
) AS h ON h.x = v.x AND h.tx = v.tx AND h.t = v.t`;

/** What stays of one run when it is over: customers, the lost among them, and what is at risk. */
export const summariseScores = defineQuestion({
  name: 'clv.score_summary',
  sql: `SELECT count() AS customers, countIf(lost = 1) AS lost, sum(at_risk) AS at_risk FROM scores FINAL WHERE ws = {ws:UInt32} AND run = {run:UUID}`,
  params: z.object({ run: z.uuid() }),
  row: z.object({ customers: integer64, lost: integer64, at_risk: z.number() }),
});
