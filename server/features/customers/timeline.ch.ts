import { z } from 'zod';
import { defineQuestion, instant64, integer64, money64 } from '@/server/analytics';
import { entryKinds } from './schemas';

/** A place among records of one moment: of their id, in 53 bits, for a block may bring several. */
const placeOf = (kind: string) => `toUInt64(bitShiftRight(cityHash64('${kind}', id), 11))`;
const noMoney = `CAST(NULL AS Nullable(Int64)), ''`;
const noScore = 'CAST(NULL AS Nullable(Float64))';
const shown = (kind: string) => `{kind:String} IN ('all', '${kind}')`;
const midnight = (day: string) => `toDateTime64(${day}, 3, 'UTC')`;

/** What happened to one customer across all streams, newest first. `before` (exclusive) is where the page before ended. */
export const customerTimeline = defineQuestion({
  name: 'customers.timeline',
  sql: `SELECT at, kind, title, detail, amount_minor, currency, score, seq FROM (
    SELECT ts AS at, if(purchase = 1, 'order', 'refund') AS kind, if(product_name = '', product_id, product_name) AS title, id AS detail,
      ifNull(amount_minor, original_minor) AS amount_minor, currency, ${noScore} AS score, toUInt64(seq) AS seq
    FROM orders WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND ${shown('orders')}
    UNION ALL
    SELECT ts, 'event', toString(event), '', ${noMoney}, ${noScore}, toUInt64(seq) FROM events WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND ${shown('events')}
    UNION ALL
    SELECT opened_at, 'ticket', subject, toString(priority), ${noMoney}, csat, ${placeOf('ticket')} FROM tickets FINAL WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND ${shown('support')}
    UNION ALL
    SELECT started_at, 'conversation', toString(topic), toString(resolved_by), ${noMoney}, csat, ${placeOf('conversation')}
    FROM conversations FINAL WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND ${shown('support')}
    UNION ALL
    SELECT answered_at, 'response', toString(kind), text, ${noMoney}, score, ${placeOf('response')} FROM responses FINAL WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND ${shown('voice')}
    UNION ALL
    SELECT ${midnight('started_on')}, 'subscribed', toString(plan), id, ifNull(mrr_minor, original_minor), toString(currency), ${noScore}, ${placeOf('subscribed')}
    FROM subscription_periods FINAL WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND ${shown('orders')}
    UNION ALL
    SELECT ${midnight('assumeNotNull(ended_on)')}, 'unsubscribed', toString(plan), id, ifNull(mrr_minor, original_minor), toString(currency), ${noScore}, ${placeOf('unsubscribed')}
    FROM subscription_periods FINAL WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND ${shown('orders')} AND isNotNull(ended_on)
    UNION ALL
    SELECT ${midnight('churned_on')}, 'churn', toString(reason), note, ${noMoney}, ${noScore}, ${placeOf('churn')} FROM churns FINAL WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND ${shown('orders')}
    UNION ALL
    SELECT ${midnight('assumeNotNull(reactivated_on)')}, 'return', '', '', ${noMoney}, ${noScore}, ${placeOf('return')}
    FROM churns FINAL WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND ${shown('orders')} AND isNotNull(reactivated_on)
    UNION ALL
    SELECT ${midnight("addMonths(toDate('1970-01-01'), m)")}, 'cost', toString(kind), '', toNullable(amount_minor), '', ${noScore}, ${placeOf('cost')}
    FROM costs FINAL WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND ${shown('orders')}
    UNION ALL
    SELECT assigned_at, 'arm', toString(campaign), toString(arm), ${noMoney}, ${noScore}, ${placeOf('arm')} FROM arms FINAL WHERE ws = {ws:UInt32} AND no = {no:UInt32} AND ${shown('campaigns')}
  ) WHERE (toUnixTimestamp64Milli(at), seq) < ({before_ms:Int64}, {before_seq:UInt64})
  ORDER BY at DESC, seq DESC LIMIT {limit:UInt32}`,
  params: z.object({ no: z.int(), kind: z.string(), before_ms: z.int(), before_seq: z.int(), limit: z.int() }),
  row: z.object({
    at: instant64,
    kind: z.enum(entryKinds),
    title: z.string(),
    detail: z.string(),
    amount_minor: money64.nullable(),
    currency: z.string(),
    score: z.number().nullable(),
    seq: integer64,
  }),
});
