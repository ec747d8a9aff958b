import { z } from 'zod';
import { defineQuestion, integer64, money64 } from '@/server/analytics';
import { type Among, enteredCohorts, gridParams, returnedCustomers } from './activity.ch';

const cellParams = { or_after: z.int(), cohort: z.int(), period: z.int(), inside: z.int() };

const members = (among: Among) => `WITH ${enteredCohorts(among)},
${returnedCustomers},
back AS (SELECT groupBitmapMergeState(v) AS v FROM returned WHERE p = {period:UInt16} OR ({or_after:UInt8} = 1 AND p > {period:UInt16})),
cell AS (
  SELECT if({inside:UInt8} = 1, bitmapAnd(f, (SELECT v FROM back)), bitmapAndnot(f, (SELECT v FROM back))) AS b FROM entered WHERE c = {cohort:UInt16}
)`;

/** Customers of one cell by number, with what they spent in all. */
export const cellCustomers = (among: Among) =>
  defineQuestion({
    name: 'cohorts.customers',
    sql: `${members(among)},
listed AS (SELECT arrayJoin(bitmapToArray(bitmapSubsetLimit(b, {after:UInt32} + 1, {limit:UInt32}))) AS no FROM cell)
SELECT c.no AS no, c.id AS id, c.external_id AS external_id, c.name AS name, c.email AS email, t.orders AS orders, t.spend_minor AS spend_minor
FROM customers AS c FINAL INNER JOIN listed AS l ON l.no = c.no
LEFT JOIN (SELECT no, sum(n) AS orders, sum(amount_minor) AS spend_minor FROM cust WHERE ws = {ws:UInt32} AND metric = 'order' GROUP BY no) AS t ON t.no = c.no
WHERE c.ws = {ws:UInt32} ORDER BY no`,
    params: gridParams({ ...cellParams, after: z.int(), limit: z.int() }),
    row: z.object({
      no: z.int(),
      id: z.uuid(),
      external_id: z.string(),
      name: z.string(),
      email: z.string(),
      orders: integer64,
      spend_minor: money64,
    }),
  });

export const countCellCustomers = (among: Among) =>
  defineQuestion({
    name: 'cohorts.customer_count',
    sql: `${members(among)} SELECT bitmapCardinality(b) AS total FROM cell`,
    params: gridParams(cellParams),
    row: z.object({ total: integer64 }),
  });
