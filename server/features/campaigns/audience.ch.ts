import { z } from 'zod';
import { defineQuestion, integer64 } from '@/server/analytics';

/**
 * Who a campaign is for, as part of a statement: `ctes` follow WITH and end in one called `audience` that holds a bitmap
 * `b` of customer numbers; `values` fill their holes.
 */
export interface Audience {
  ctes: string;
  values: Readonly<Record<string, string | number | readonly string[]>>;
}

/** Test customers are in no audience, whatever its rule says. */
const withoutTests = (bits: string): string => `audience AS (
  SELECT bitmapAndnot(${bits}, (SELECT groupBitmapState(c.no) FROM customers AS c FINAL WHERE c.ws = {ws:UInt32} AND c.is_test = 1)) AS b
)`;

/** From the set of a segment: what follows WITH, the bitmap of its customers, what fills its holes. */
export const audienceOf = ({ ctes, bits, values }: Audience & { bits: string }): Audience => ({
  ctes: `${ctes},\n${withoutTests(bits)}`,
  values,
});

const values = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()).readonly()]));

export const countAudience = ({ ctes }: Audience) =>
  defineQuestion({
    name: 'campaigns.audience_size',
    sql: `WITH ${ctes} SELECT bitmapCardinality(b) AS customers FROM audience WHERE {ws:UInt32} >= 0`,
    params: values,
    row: z.object({ customers: integer64 }),
  });

/** Numbers of the audience in their order, from the one after `after`. */
export const pageOfAudience = ({ ctes }: Audience) =>
  defineQuestion({
    name: 'campaigns.audience',
    sql: `WITH ${ctes} SELECT arrayJoin(bitmapToArray(bitmapSubsetLimit(b, {after:UInt32} + 1, {limit:UInt32}))) AS no FROM audience WHERE {ws:UInt32} >= 0 ORDER BY no`,
    params: values,
    row: z.object({ no: z.int() }),
  });

/**
 * What the audience did in the window before `until` (y) and in the one before that (x), as sums over its customers, and
 * whether what is asked for has ever arrived: orders, orders without an amount, events of that name.
 */
export const historyOfAudience = ({ ctes }: Audience) =>
  defineQuestion({
    name: 'campaigns.history',
    sql: `WITH ${ctes},
members AS (SELECT arrayJoin(bitmapToArray(b)) AS no FROM audience),
bought AS (
  SELECT q.no AS no,
    toFloat64(countIf(q.purchase = 1 AND q.d > {middle:UInt16} AND q.d <= {until:UInt16}) > 0) AS ordered,
    toFloat64(countIf(q.purchase = 1 AND q.d > {from:UInt16} AND q.d <= {middle:UInt16}) > 0) AS ordered_before,
    toFloat64(sumIf(ifNull(q.amount_minor, 0), q.d > {middle:UInt16} AND q.d <= {until:UInt16})) AS spent,
    toFloat64(sumIf(ifNull(q.amount_minor, 0), q.d > {from:UInt16} AND q.d <= {middle:UInt16})) AS spent_before,
    count() AS orders, countIf(q.purchase = 1 AND isNull(q.amount_minor) AND isNull(q.original_minor)) AS unknown
  FROM orders AS q WHERE q.ws = {ws:UInt32} AND q.d <= {until:UInt16} AND q.no IN (SELECT no FROM members) GROUP BY q.no
),
done AS (
  SELECT e.no AS no, toFloat64(countIf(e.d > {middle:UInt16} AND e.d <= {until:UInt16}) > 0) AS did,
    toFloat64(countIf(e.d > {from:UInt16} AND e.d <= {middle:UInt16}) > 0) AS did_before, count() AS events
  FROM events AS e WHERE e.ws = {ws:UInt32} AND e.event = {event:String} AND e.d <= {until:UInt16} AND e.no IN (SELECT no FROM members) GROUP BY e.no
),
rows AS (
  SELECT multiIf({metric:String} = 'event', d.did, {metric:String} = 'ordered', b.ordered, b.spent) AS y,
    multiIf({metric:String} = 'event', d.did_before, {metric:String} = 'ordered', b.ordered_before, b.spent_before) AS x,
    b.orders AS orders, b.unknown AS unknown, d.events AS events
  FROM members AS m LEFT JOIN bought AS b ON b.no = m.no LEFT JOIN done AS d ON d.no = m.no
)
SELECT count() AS customers, sum(t.y) AS y, sum(t.y * t.y) AS yy, sum(t.y * t.y * t.y) AS yyy, sum(t.x) AS x, sum(t.x * t.x) AS xx, sum(t.x * t.y) AS xy,
  sum(t.orders) AS orders, sum(t.unknown) AS unknown, sum(t.events) AS events FROM rows AS t`,
    params: values,
    row: z.object({
      customers: integer64,
      y: z.number(),
      yy: z.number(),
      yyy: z.number(),
      x: z.number(),
      xx: z.number(),
      xy: z.number(),
      orders: integer64,
      unknown: integer64,
      events: integer64,
    }),
  });
