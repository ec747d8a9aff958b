import { z } from 'zod';
import { defineQuestion, integer64, money64 } from '@/server/analytics';
import { type Among, enteredCohorts, gridParams, returnedCustomers, spentByPeriod } from './activity.ch';

/** How many cells a grid has: the periods of every cohort from its own to the as-of one. */
export const cohortCells = (among: Among) =>
  defineQuestion({
    name: 'cohorts.cells',
    sql: `WITH ${enteredCohorts(among)}
SELECT sum(toInt64({as_of_period:UInt16}) - c + 1) AS cells FROM entered WHERE bitmapCardinality(f) > 0`,
    params: gridParams({}),
    row: z.object({ cells: integer64 }),
  });

/** Size of every cohort and, by period, how many of it came back: in that period or, with `or_after`, then or later. */
export const cohortCounts = (among: Among) =>
  defineQuestion({
    name: 'cohorts.counts',
    sql: `WITH ${enteredCohorts(among)},
${returnedCustomers},
back AS (
  SELECT p, if({or_after:UInt8} = 1, groupBitmapMergeState(v) OVER (ORDER BY p DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), v) AS v FROM returned
)
SELECT e.c AS c, any(bitmapCardinality(e.f)) AS size, arraySort(groupArrayIf((b.p, bitmapAndCardinality(e.f, b.v)), b.p >= e.c)) AS cells
FROM (SELECT 1 AS one, c, f FROM entered) AS e LEFT JOIN (SELECT 1 AS one, p, v FROM back) AS b ON b.one = e.one
GROUP BY c HAVING size > 0 ORDER BY c`,
    params: gridParams({ or_after: z.int() }),
    row: z.object({ c: z.int(), size: integer64, cells: z.array(z.tuple([z.int(), integer64])) }),
  });

/** Purchases and net money of every cohort by period, from the period of entering on. */
export const cohortMoney = (among: Among) =>
  defineQuestion({
    name: 'cohorts.money',
    sql: `WITH ${enteredCohorts(among)},
${spentByPeriod}
SELECT c, p, sum(q.n) AS orders, sum(q.amount_minor) AS amount_minor
FROM spent AS q INNER JOIN (SELECT c, arrayJoin(bitmapToArray(f)) AS no FROM entered) AS l ON l.no = q.no
WHERE p >= c GROUP BY c, p ORDER BY c, p`,
    params: gridParams({}),
    row: z.object({ c: z.int(), p: z.int(), orders: integer64, amount_minor: money64 }),
  });

/**
 * What sum, sum of squares and sum of cubes of each customer's money so far gain in a period, over the cohort: their
 * running sums are the moments of money up to a period. Powers in floating point, for intervals only.
 */
export const cohortSums = (among: Among) =>
  defineQuestion({
    name: 'cohorts.sums',
    sql: `WITH ${enteredCohorts(among)},
${spentByPeriod}
SELECT c, p, sum(minor) AS amount_minor, sum(r * (2 * s + r)) AS squares, sum(r * (3 * s * s + 3 * s * r + r * r)) AS cubes FROM (
  SELECT c, p, minor, r, ifNull(sum(r) OVER (PARTITION BY no ORDER BY p ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS s FROM (
    SELECT q.no AS no, l.c AS c, q.p AS p, sum(q.amount_minor) AS minor, toFloat64(minor) AS r
    FROM spent AS q INNER JOIN (SELECT c, arrayJoin(bitmapToArray(f)) AS no FROM entered) AS l ON l.no = q.no
    WHERE q.p >= l.c GROUP BY no, c, p
  )
) GROUP BY c, p ORDER BY c, p`,
    params: gridParams({}),
    row: z.object({ c: z.int(), p: z.int(), amount_minor: money64, squares: z.number(), cubes: z.number() }),
  });
