import { z } from 'zod';
import { defineQuestion, hiddenCustomers, integer64, money64, isVisible } from '@/server/analytics';

const sums = 'sum(n) AS orders, sum(amount_minor) AS spend_minor, sum(unknown) AS unknown_amounts';
const row = { orders: integer64, spend_minor: money64, unknown_amounts: integer64 };

/** Purchases and net money by month (months since January 1970), both ends included. */
export const monthSums = defineQuestion({
  name: 'home.month_sums',
  sql: `WITH ${hiddenCustomers} SELECT m, ${sums} FROM cust_month
  WHERE ws = {ws:UInt32} AND metric = 'order' AND m BETWEEN {from_month:UInt16} AND {to_month:UInt16} AND ${isVisible('no')}
  GROUP BY m ORDER BY m`,
  params: z.object({ from_month: z.int(), to_month: z.int() }),
  row: z.object({ m: z.int(), ...row }),
});

/** Purchases and net money of a range of days (days since 1970-01-01), both ends included. */
export const daySums = defineQuestion({
  name: 'home.day_sums',
  sql: `WITH ${hiddenCustomers} SELECT ${sums} FROM cust_day
  WHERE ws = {ws:UInt32} AND metric = 'order' AND d BETWEEN {from_day:UInt16} AND {to_day:UInt16} AND ${isVisible('no')}`,
  params: z.object({ from_day: z.int(), to_day: z.int() }),
  row: z.object(row),
});
