import { z } from 'zod';
import { defineQuestion, instant64, integer64, money64 } from '@/server/analytics';

/** What one customer bought: purchases, money net of refunds, refunds, first and last purchase, last sight. */
export const customerTotals = defineQuestion({
  name: 'customers.totals',
  sql: `SELECT sumIf(n, metric = 'order') AS orders, sumIf(unknown, metric = 'order') AS unknown_amounts,
      sumIf(amount_minor, metric = 'order') AS spend_minor, sumIf(gross_minor - amount_minor, metric = 'order') AS refunded_minor,
      minIf(first_at, metric = 'order') AS first_order, maxIf(last_at, metric = 'order') AS last_order, maxIf(last_at, metric = '') AS last_seen
    FROM cust WHERE ws = {ws:UInt32} AND metric IN ('', 'order') AND no = {no:UInt32}`,
  params: z.object({ no: z.int() }),
  row: z.object({
    orders: integer64,
    unknown_amounts: integer64,
    spend_minor: money64,
    refunded_minor: money64,
    first_order: instant64.nullable(),
    last_order: instant64.nullable(),
    last_seen: instant64.nullable(),
  }),
});

/** Purchases and net money of one customer by month (months since January 1970). */
export const customerMonths = defineQuestion({
  name: 'customers.months',
  sql: `SELECT m, sum(n) AS orders, sum(amount_minor) AS spend_minor FROM cust_month
    WHERE ws = {ws:UInt32} AND metric = 'order' AND no = {no:UInt32} GROUP BY m ORDER BY m`,
  params: z.object({ no: z.int() }),
  row: z.object({ m: z.int(), orders: integer64, spend_minor: money64 }),
});
