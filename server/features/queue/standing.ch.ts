import { z } from 'zod';
import { defineQuestion, hiddenCustomers, integer64, isVisible } from '@/server/analytics';

/** How few customers, the most at risk first, hold half of what is at risk in a run, and the mean chance of leaving. */
export const queueStanding = defineQuestion({
  name: 'queue.standing',
  sql: `WITH ${hiddenCustomers},
  ranked AS (
    SELECT q.chance AS chance, q.at_risk AS held, sum(held) OVER (ORDER BY held DESC, q.no DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS upto,
      sum(held) OVER () AS total
    FROM scores AS q FINAL WHERE q.ws = {ws:UInt32} AND q.run = {run:UUID} AND q.lost = 0 AND ${isVisible('q.no')}
  )
  SELECT countIf(upto - held < total / 2 AND total > 0) AS customers, avg(chance) AS usual FROM ranked HAVING count() > 0`,
  params: z.object({ run: z.uuid() }),
  row: z.object({ customers: integer64, usual: z.number() }),
});
