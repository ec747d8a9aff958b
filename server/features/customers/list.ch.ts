import { z } from 'zod';
import {
  boundValues,
  defineQuestion,
  hiddenCustomers,
  instant64,
  integer64,
  money64,
  isVisible,
} from '@/server/analytics';
import type { PlannedSegment } from '@/server/features/segments';

const row = z.object({
  no: z.int(),
  id: z.uuid(),
  external_id: z.string(),
  name: z.string(),
  email: z.string(),
  country: z.string(),
  channel: z.string(),
  orders: integer64,
  unknown_amounts: integer64,
  spend_minor: money64,
  first_order: instant64.nullable(),
  last_order: instant64.nullable(),
  last_seen: instant64.nullable(),
  sort_number: z.number(),
  sort_text: z.string(),
});
export type ListedCustomer = z.infer<typeof row>;

const filters = {
  search: z.string(),
  country: z.string(),
  channel: z.string(),
};

const matching = (segment: PlannedSegment | undefined) => `${isVisible('c.no')}
    AND ({search:String} = '' OR positionCaseInsensitiveUTF8(c.name, {search:String}) > 0 OR positionCaseInsensitiveUTF8(c.email, {search:String}) > 0 OR startsWith(c.external_id, {search:String}))
    AND ({country:String} = '' OR c.country = {country:String})
    AND ({channel:String} = '' OR c.acquisition_channel = {channel:String})${segment ? ` AND bitmapContains(${segment.bits}, c.no)` : ''}`;

const setsOf = (segment: PlannedSegment | undefined) => segment?.ctes ?? hiddenCustomers;

/** Customers with their totals, those of a segment where one is given, by one sort value; ties by number. `after_*` is where the page before ended. */
export const listedCustomers = (segment: PlannedSegment | undefined) =>
  defineQuestion({
    name: 'customers.list',
    sql: `WITH ${setsOf(segment)},
  totals AS (
    SELECT no, sumIf(n, metric = 'order') AS orders, sumIf(unknown, metric = 'order') AS unknown_amounts, sumIf(amount_minor, metric = 'order') AS spend_minor,
      minIf(first_at, metric = 'order') AS first_order, maxIf(last_at, metric = 'order') AS last_order, maxIf(last_at, metric = '') AS last_seen
    FROM cust WHERE ws = {ws:UInt32} AND metric IN ('', 'order') GROUP BY no
  )
  SELECT c.no AS no, c.id AS id, c.external_id AS external_id, c.name AS name, c.email AS email, c.country AS country, c.acquisition_channel AS channel,
    t.orders AS orders, t.unknown_amounts AS unknown_amounts, t.spend_minor AS spend_minor, t.first_order AS first_order, t.last_order AS last_order, t.last_seen AS last_seen,
    multiIf({sort:String} = 'orders', toFloat64(orders), {sort:String} = 'spend', toFloat64(spend_minor), {sort:String} = 'first_order', ifNull(toFloat64(first_order), -1e18),
      {sort:String} = 'last_order', ifNull(toFloat64(last_order), -1e18), 0) AS sort_number,
    if({sort:String} = 'name', lowerUTF8(if(name = '', external_id, name)), '') AS sort_text
  FROM customers AS c FINAL LEFT JOIN totals AS t ON t.no = c.no
  WHERE c.ws = {ws:UInt32} AND ${matching(segment)}
    AND ({has_after:UInt8} = 0 OR if({descending:UInt8} = 1, (sort_number, sort_text, no) < ({after_number:Float64}, {after_text:String}, {after_no:UInt32}), (sort_number, sort_text, no) > ({after_number:Float64}, {after_text:String}, {after_no:UInt32})))
  ORDER BY sort_number * {sign:Int8}, if({descending:UInt8} = 0, sort_text, '') ASC, if({descending:UInt8} = 1, sort_text, '') DESC, toInt64(no) * {sign:Int8}
  LIMIT {limit:UInt32}`,
    params: z
      .object({
        ...filters,
        sort: z.string(),
        descending: z.int(),
        sign: z.int(),
        has_after: z.int(),
        after_number: z.number(),
        after_text: z.string(),
        after_no: z.int(),
        limit: z.int(),
      })
      .and(boundValues),
    row,
  });

export const countCustomers = (segment: PlannedSegment | undefined) =>
  defineQuestion({
    name: 'customers.count',
    sql: `WITH ${setsOf(segment)} SELECT count() AS total FROM customers AS c FINAL WHERE c.ws = {ws:UInt32} AND ${matching(segment)}`,
    params: z.object(filters).and(boundValues),
    row: z.object({ total: integer64 }),
  });
