import { z } from 'zod';
import { defineQuestion } from '@/server/analytics';

/** The newest day (since 1970-01-01) with an order, a refund or an event; null before there is one. */
export const newestDay = defineQuestion({
  name: 'workspaces.newest_day',
  sql: `SELECT max(day) AS day FROM (
    SELECT maxOrNull(d) AS day FROM cust_day WHERE ws = {ws:UInt32} AND metric = 'order'
    UNION ALL
    SELECT maxOrNull(period) AS day FROM sets WHERE ws = {ws:UInt32} AND kind = 'day' AND key = ''
  )`,
  params: z.object({}),
  row: z.object({ day: z.int().nullable() }),
});
