import { z } from 'zod';
import { defineQuestion, hiddenCustomers, integer64, isVisible } from '@/server/analytics';

/** How many customers there are, how many bought, how many bought more than once. */
export const customerCounts = defineQuestion({
  name: 'customers.counts',
  sql: `WITH ${hiddenCustomers},
  totals AS (SELECT no, sum(n) AS orders FROM cust WHERE ws = {ws:UInt32} AND metric = 'order' GROUP BY no)
  SELECT count() AS customers, countIf(t.orders >= 1) AS buyers, countIf(t.orders >= 2) AS repeat_buyers
  FROM customers AS c FINAL LEFT JOIN totals AS t ON t.no = c.no
  WHERE c.ws = {ws:UInt32} AND ${isVisible('c.no')}`,
  params: z.object({}),
  row: z.object({ customers: integer64, buyers: integer64, repeat_buyers: integer64 }),
});

/** Values that a list can be filtered by, with the customers that have them; the hundred most frequent of each. */
export const customerChoices = defineQuestion({
  name: 'customers.choices',
  sql: `WITH ${hiddenCustomers}
  SELECT pair.1 AS kind, pair.2 AS value, count() AS customers
  FROM (
    SELECT arrayJoin([('country', toString(c.country)), ('channel', toString(c.acquisition_channel))]) AS pair
    FROM customers AS c FINAL WHERE c.ws = {ws:UInt32} AND ${isVisible('c.no')}
  ) WHERE value != '' GROUP BY kind, value ORDER BY customers DESC, value LIMIT 100 BY kind`,
  params: z.object({}),
  row: z.object({ kind: z.enum(['country', 'channel']), value: z.string(), customers: integer64 }),
});
