import { z } from 'zod';
import { defineQuestion, instant64, integer64, money64 } from '@/server/analytics';

/** What happened to one customer across all streams, newest first. `before` (exclusive) is where the page before ended. */
export const customerTimeline = defineQuestion({
  name: 'customers.timeline',
  sql: `SELECT at, kind, title, detail, amount_minor, currency, score, seq FROM (
    SELECT ts AS at, if(purchase = 1, 'order', 'refund') AS kind, if(product_name = '', product_id, product_name) AS title, id AS detail,
      ifNull(amount_minor, original_minor) AS amount_minor, currency, CAST(NULL AS Nullable(Float64)) AS score, toUInt64(seq) AS seq
    FROM orders WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND {kind:String} IN ('all', 'orders')
    UNION ALL
    SELECT ts, 'event', toString(event), '', CAST(NULL AS Nullable(Int64)), '', CAST(NULL AS Nullable(Float64)), toUInt64(seq)
    FROM events WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND {kind:String} IN ('all', 'events')
    UNION ALL
    SELECT opened_at, 'ticket', subject, toString(priority), CAST(NULL AS Nullable(Int64)), '', csat, version
    FROM tickets FINAL WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND {kind:String} IN ('all', 'support')
    UNION ALL
    SELECT started_at, 'conversation', toString(topic), toString(resolved_by), CAST(NULL AS Nullable(Int64)), '', csat, version
    FROM conversations FINAL WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND {kind:String} IN ('all', 'support')
    UNION ALL
    SELECT answered_at, 'response', toString(kind), text, CAST(NULL AS Nullable(Int64)), '', score, version
    FROM responses FINAL WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND {kind:String} IN ('all', 'voice')
    UNION ALL
    SELECT toDateTime64(churned_on, 3, 'UTC'), 'churn', toString(reason), note, CAST(NULL AS Nullable(Int64)), '', CAST(NULL AS Nullable(Float64)), version
    FROM churns FINAL WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND {kind:String} IN ('all', 'orders')
  ) WHERE (toUnixTimestamp64Milli(at), seq) < ({before_ms:Int64}, {before_seq:UInt64})
  ORDER BY at DESC, seq DESC LIMIT {limit:UInt32}`,
  params: z.object({ no: z.int(), kind: z.string(), before_ms: z.int(), before_seq: z.int(), limit: z.int() }),
  row: z.object({
    at: instant64,
    kind: z.enum(['order', 'refund', 'event', 'ticket', 'conversation', 'response', 'churn']),
    title: z.string(),
    detail: z.string(),
    amount_minor: money64.nullable(),
    currency: z.string(),
    score: z.number().nullable(),
    seq: integer64,
  }),
});
