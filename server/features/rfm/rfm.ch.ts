import { z } from 'zod';
import { defineQuestion, hiddenCustomers, integer64, money64, isVisible } from '@/server/analytics';

/** Recency r (days), frequency f (purchase days) and net spend m of everybody who has bought by a day. */
const bought = `${hiddenCustomers},
days AS (
  SELECT no, d, sum(n) AS bought, sum(amount_minor) AS net FROM cust_day
  WHERE ws = {ws:UInt32} AND metric = 'order' AND d <= {at:UInt16} AND ${isVisible('no')}
  GROUP BY no, d
),
buyers AS (SELECT no, toInt64({at:UInt16}) - maxIf(d, bought > 0) AS r, toInt64(countIf(bought > 0)) AS f, sum(net) AS m FROM days GROUP BY no HAVING f > 0)`;

/** ceil(5 × average rank / n) of each distinct value, in whole numbers: ranks b + 1 … b + k share (2b + k + 1) / 2. */
const scored = (measure: 'r' | 'f' | 'm', order: 'ASC' | 'DESC') => `${measure}_scores AS (
  SELECT v, intDiv(5 * (2 * (upto - k) + k + 1) + 2 * total - 1, 2 * total) AS score FROM (
    SELECT v, k, sum(k) OVER (ORDER BY v ${order} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS upto, sum(k) OVER () AS total
    FROM (SELECT ${measure} AS v, toInt64(count()) AS k FROM buyers GROUP BY v)
  )
)`;

/** Customers by their three scores; the most recent have recency 5. */
export const rfmCells = defineQuestion({
  name: 'rfm.cells',
  sql: `WITH ${bought},
${scored('r', 'DESC')},
${scored('f', 'ASC')},
${scored('m', 'ASC')}
SELECT rs.score AS r, fs.score AS f, ms.score AS m, count() AS customers, sum(b.m) AS net_minor
FROM buyers AS b INNER JOIN r_scores AS rs ON rs.v = b.r INNER JOIN f_scores AS fs ON fs.v = b.f INNER JOIN m_scores AS ms ON ms.v = b.m
GROUP BY rs.score, fs.score, ms.score ORDER BY r DESC, f DESC, m DESC`,
  params: z.object({ at: z.int() }),
  row: z.object({ r: integer64, f: integer64, m: integer64, customers: integer64, net_minor: money64 }),
});

/** The three scores of one customer; no row where nothing was bought. */
export const rfmOfCustomer = defineQuestion({
  name: 'rfm.customer',
  sql: `WITH ${bought},
${scored('r', 'DESC')},
${scored('f', 'ASC')},
${scored('m', 'ASC')}
SELECT rs.score AS r, fs.score AS f, ms.score AS m, b.r AS recency_days, b.f AS purchase_days
FROM buyers AS b INNER JOIN r_scores AS rs ON rs.v = b.r INNER JOIN f_scores AS fs ON fs.v = b.f INNER JOIN m_scores AS ms ON ms.v = b.m
WHERE b.no = {no:UInt32}`,
  params: z.object({ at: z.int(), no: z.int() }),
  row: z.object({ r: integer64, f: integer64, m: integer64, recency_days: integer64, purchase_days: integer64 }),
});

/** Which recencies and frequencies have a score; a score that nobody has is not there. */
export const rfmBounds = defineQuestion({
  name: 'rfm.bounds',
  sql: `WITH ${bought},
${scored('r', 'DESC')},
${scored('f', 'ASC')}
SELECT 'r' AS measure, score, min(v) AS low, max(v) AS high FROM r_scores GROUP BY score
UNION ALL SELECT 'f', score, min(v), max(v) FROM f_scores GROUP BY score`,
  params: z.object({ at: z.int() }),
  row: z.object({ measure: z.enum(['r', 'f']), score: integer64, low: integer64, high: integer64 }),
});

const spreadOf = (measure: 'r' | 'f' | 'm') =>
  `avg(${measure}) AS ${measure}_mean, quantilesExactInclusive(0.2, 0.4, 0.5, 0.6, 0.8)(${measure}) AS ${measure}_at`;
const quantiles = z.array(z.number());

/** Mean and percentiles 20, 40, 50, 60, 80 of each measure; no row where nobody has bought. */
export const rfmSpreads = defineQuestion({
  name: 'rfm.spreads',
  sql: `WITH ${bought} SELECT ${spreadOf('r')}, ${spreadOf('f')}, ${spreadOf('m')} FROM buyers HAVING count() > 0`,
  params: z.object({ at: z.int() }),
  row: z.object({
    r_mean: z.number(),
    r_at: quantiles,
    f_mean: z.number(),
    f_at: quantiles,
    m_mean: z.number(),
    m_at: quantiles,
  }),
});
