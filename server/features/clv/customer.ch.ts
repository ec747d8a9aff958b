import { z } from 'zod';
import { defineQuestion, integer64, money64 } from '@/server/analytics';
import { purchaseDays } from './histories.ch';

/** The history of one customer up to a day, as the models take it; no row where nothing was bought. */
export const customerHistory = defineQuestion({
  name: 'clv.customer',
  sql: `WITH ${purchaseDays}
SELECT count() - 1 AS x, toInt32(max(d)) - min(d) AS tx, toInt32({until:UInt16}) - min(d) AS t, sum(spent) - argMin(spent, d) AS repeat_minor
FROM days WHERE no = {no:UInt32} HAVING count() > 0`,
  params: z.object({ no: z.int(), until: z.int() }),
  row: z.object({ x: integer64, tx: integer64, t: integer64, repeat_minor: money64 }),
});

/** The scores of one customer in a run, with how many have more at risk. */
export const customerScores = defineQuestion({
  name: 'clv.customer_scores',
  sql: `SELECT s.p_alive AS p_alive, s.chance AS chance, s.chance_low AS chance_low, s.chance_high AS chance_high, s.value AS value,
  s.at_risk AS at_risk, s.lost AS lost,
  (SELECT count() FROM scores AS q FINAL WHERE q.ws = {ws:UInt32} AND q.run = {run:UUID} AND q.lost = 0
    AND (q.at_risk, q.no) > (SELECT any(at_risk), any(no) FROM scores FINAL WHERE ws = {ws:UInt32} AND run = {run:UUID} AND no = {no:UInt32})) AS ahead
FROM scores AS s FINAL WHERE s.ws = {ws:UInt32} AND s.run = {run:UUID} AND s.no = {no:UInt32}`,
  params: z.object({ run: z.uuid(), no: z.int() }),
  row: z.object({
    p_alive: z.number(),
    chance: z.number(),
    chance_low: z.number().nullable(),
    chance_high: z.number().nullable(),
    value: z.number(),
    at_risk: z.number(),
    lost: z.int(),
    ahead: integer64,
  }),
});
