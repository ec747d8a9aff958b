import { z } from 'zod';
import { boundValues, defineQuestion, integer64, money64 } from '@/server/analytics';
import { type Plan, setOf } from './plan.ch';

/** How many customers count, and how many each named set holds, in the order of the names. */
export const countSets = (plan: Plan, names: readonly string[]) =>
  defineQuestion({
    name: 'segments.count',
    sql: `WITH ${plan.ctes}
SELECT bitmapCardinality(${setOf('base')}) AS base, [${names.map((name) => `bitmapCardinality(${setOf(name)})`).join(', ')}]::Array(UInt64) AS counts
WHERE {ws:UInt32} >= 0`,
    params: boundValues,
    row: z.object({ base: integer64, counts: z.array(integer64) }),
  });

/** In which of the named sets one customer is. */
export const setsOfCustomer = (plan: Plan, names: readonly string[]) =>
  defineQuestion({
    name: 'segments.of_customer',
    sql: `WITH ${plan.ctes}
SELECT [${names.map((name) => `bitmapContains(${setOf(name)}, {no:UInt32})`).join(', ')}]::Array(UInt8) AS inside
WHERE {ws:UInt32} >= 0`,
    params: boundValues,
    row: z.object({ inside: z.array(z.int()) }),
  });

const member = z.object({
  no: z.int(),
  id: z.uuid(),
  external_id: z.string(),
  name: z.string(),
  email: z.string(),
  country: z.string(),
  orders: integer64,
  spend_minor: money64,
});
export type MemberRow = z.infer<typeof member>;

/** Customers of a set by number, with what they bought in all; `after` is the last number of the page before. */
export const setMembers = (plan: Plan, name: string) =>
  defineQuestion({
    name: 'segments.members',
    sql: `WITH ${plan.ctes},
listed AS (SELECT arrayJoin(bitmapToArray(bitmapSubsetLimit(b, {after:UInt32} + 1, {limit:UInt32}))) AS no FROM ${name})
SELECT c.no AS no, c.id AS id, c.external_id AS external_id, c.name AS name, c.email AS email, c.country AS country, t.orders AS orders, t.spend_minor AS spend_minor
FROM customers AS c FINAL INNER JOIN listed AS l ON l.no = c.no
LEFT JOIN (SELECT no, sum(n) AS orders, sum(amount_minor) AS spend_minor FROM cust WHERE ws = {ws:UInt32} AND metric = 'order' GROUP BY no) AS t ON t.no = c.no
WHERE c.ws = {ws:UInt32} ORDER BY no`,
    params: boundValues,
    row: member,
  });
