import { z } from 'zod';
import { defineQuestion, instant64 } from '@/server/analytics';

/** The newest ticket, chat or answer of each of some customers, by their stable id. */
export const lastTouches = defineQuestion({
  name: 'queue.touches',
  sql: `WITH wanted AS (SELECT no, id FROM customers FINAL WHERE ws = {ws:UInt32} AND id IN {ids:Array(UUID)}),
  touched AS (
    SELECT no, opened_at AS at, 'ticket' AS kind FROM tickets FINAL WHERE ws = {ws:UInt32} AND no IN (SELECT no FROM wanted)
    UNION ALL
    SELECT no, started_at, 'conversation' FROM conversations FINAL WHERE ws = {ws:UInt32} AND no IN (SELECT no FROM wanted)
    UNION ALL
    SELECT no, answered_at, 'response' FROM responses FINAL WHERE ws = {ws:UInt32} AND no IN (SELECT no FROM wanted)
  )
  SELECT w.id AS id, max(t.at) AS at, argMax(t.kind, t.at) AS kind FROM touched AS t INNER JOIN wanted AS w ON w.no = t.no GROUP BY w.id`,
  params: z.object({ ids: z.array(z.uuid()) }),
  row: z.object({ id: z.uuid(), at: instant64, kind: z.enum(['ticket', 'conversation', 'response']) }),
});
