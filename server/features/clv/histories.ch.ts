import { z } from 'zod';
import { defineQuestion, hiddenCustomers, integer64, money64, isVisible } from '@/server/analytics';

/** Purchase days up to a day: what was bought on each, refunds left out, and how many amounts are unknown. */
export const purchaseDays = `${hiddenCustomers},
days AS (
  SELECT no, d, sum(gross_minor) AS spent, sum(unknown) AS unknowns FROM cust_day
  WHERE ws = {ws:UInt32} AND metric = 'order' AND d <= {until:UInt16} AND ${isVisible('no')}
  GROUP BY no, d HAVING sum(n) > 0
)`;

const until = { calibrated: z.int(), until: z.int() };

/**
 * Histories to the end of calibration and purchase days after it (y), identical ones counted. x repeats, tx and t in days,
 * repeat_minor what repeat purchases cost together. In the order of the histories.
 */
export const purchaseHistories = defineQuestion({
  name: 'clv.histories',
  sql: `WITH ${purchaseDays}
SELECT x, tx, t, y, count() AS customers, sum(repeat_minor) AS repeat_minor FROM (
  SELECT countIf(d <= {calibrated:UInt16}) - 1 AS x, toInt32(maxIf(d, d <= {calibrated:UInt16})) - min(d) AS tx, toInt32({calibrated:UInt16}) - min(d) AS t,
    countIf(d > {calibrated:UInt16}) AS y, sumIf(spent, d <= {calibrated:UInt16}) - argMin(spent, d) AS repeat_minor
  FROM days GROUP BY no HAVING min(d) <= {calibrated:UInt16}
) GROUP BY x, tx, t, y ORDER BY x, tx, t, y`,
  params: z.object(until),
  row: z.object({
    x: integer64,
    tx: integer64,
    t: integer64,
    y: integer64,
    customers: integer64,
    repeat_minor: money64,
  }),
});

/** Purchase days and spend of calibrated customers in each week (0, 1, …) after the end of calibration. */
export const holdoutWeeks = defineQuestion({
  name: 'clv.holdout_weeks',
  sql: `WITH ${purchaseDays}
SELECT intDiv(toInt32(d) - {calibrated:UInt16} - 1, 7) AS week, count() AS purchases, sum(spent) AS spent_minor FROM days
WHERE d > {calibrated:UInt16} AND no IN (SELECT no FROM days WHERE d <= {calibrated:UInt16})
GROUP BY week ORDER BY week`,
  params: z.object(until),
  row: z.object({ week: integer64, purchases: integer64, spent_minor: money64 }),
});

/** Repeat purchases and what they cost together, identical ones counted; is_unknown where an amount is missing. */
export const repeatSpend = defineQuestion({
  name: 'clv.repeat_spend',
  sql: `WITH ${purchaseDays}
SELECT purchases, total_minor, is_unknown, count() AS customers FROM (
  SELECT count() - 1 AS purchases, sum(unknowns) - argMin(unknowns, d) > 0 AS is_unknown,
    if(is_unknown, 0, sum(spent) - argMin(spent, d)) AS total_minor
  FROM days GROUP BY no HAVING purchases > 0
) GROUP BY purchases, total_minor, is_unknown ORDER BY purchases, total_minor`,
  params: z.object({ until: z.int() }),
  row: z.object({ purchases: integer64, total_minor: money64, is_unknown: z.int(), customers: integer64 }),
});

/** Histories with what the repeat purchases of one such customer cost, identical ones counted, in their order. */
export const valuedHistories = defineQuestion({
  name: 'clv.valued_histories',
  sql: `WITH ${purchaseDays}
SELECT x, tx, t, repeat_minor, count() AS customers FROM (
  SELECT count() - 1 AS x, toInt32(max(d)) - min(d) AS tx, toInt32({until:UInt16}) - min(d) AS t, sum(spent) - argMin(spent, d) AS repeat_minor
  FROM days GROUP BY no
) GROUP BY x, tx, t, repeat_minor ORDER BY x, tx, t, repeat_minor`,
  params: z.object({ until: z.int() }),
  row: z.object({ x: integer64, tx: integer64, t: integer64, repeat_minor: money64, customers: integer64 }),
});

/** First and last purchase day of the workspace, days since 1970-01-01; null before there is one. */
export const purchaseSpan = defineQuestion({
  name: 'clv.span',
  sql: `WITH ${hiddenCustomers}
SELECT minOrNull(d) AS first, maxOrNull(d) AS last FROM cust_day WHERE ws = {ws:UInt32} AND metric = 'order' AND n > 0 AND ${isVisible('no')}`,
  params: z.object({}),
  row: z.object({ first: z.int().nullable(), last: z.int().nullable() }),
});
