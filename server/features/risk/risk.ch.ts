import { z } from 'zod';
import { defineQuestion, hiddenCustomers, integer64, isVisible } from '@/server/analytics';

/** Scores of one run as they stand: customers who were merged or erased since are left out. */
const scored = `${hiddenCustomers},
scored AS (SELECT * FROM scores AS q FINAL WHERE ws = {ws:UInt32} AND run = {run:UUID} AND ${isVisible('q.no')})`;

/** Customers by chance of leaving in tenths (0 … 9), lost ones as tenth −1. */
export const chanceTenths = defineQuestion({
  name: 'risk.tenths',
  sql: `WITH ${scored} SELECT if(lost = 1, -1, least(9, toInt32(floor(chance * 10)))) AS tenth, count() AS customers, sum(at_risk) AS at_risk FROM scored GROUP BY tenth ORDER BY tenth`,
  params: z.object({ run: z.uuid() }),
  row: z.object({ tenth: z.int(), customers: integer64, at_risk: z.number() }),
});

/** What the customers with the most at risk have at risk together. */
export const topAtRisk = defineQuestion({
  name: 'risk.top',
  sql: `WITH ${scored} SELECT sum(at_risk) AS at_risk FROM (SELECT at_risk FROM scored ORDER BY at_risk DESC LIMIT {most:UInt32})`,
  params: z.object({ run: z.uuid(), most: z.int() }),
  row: z.object({ at_risk: z.number() }),
});

const atRiskRow = z.object({
  no: z.int(),
  id: z.uuid(),
  external_id: z.string(),
  name: z.string(),
  email: z.string(),
  p_alive: z.number(),
  chance: z.number(),
  chance_low: z.number().nullable(),
  chance_high: z.number().nullable(),
  value: z.number(),
  at_risk: z.number(),
  orders: z.int(),
  first_d: z.int(),
  last_d: z.int(),
  rank: z.number(),
});
export type ListedAtRisk = z.infer<typeof atRiskRow>;

/** Customers by what is at risk with them, the most first; lost ones by the value they would have. Ties by number. */
export const listedAtRisk = defineQuestion({
  name: 'risk.list',
  sql: `WITH ${scored},
page AS (
  SELECT no, p_alive, chance, chance_low, chance_high, value, at_risk, orders, first_d, last_d, if({lost:UInt8} = 1, value, at_risk) AS rank
  FROM scored WHERE lost = {lost:UInt8} AND ({has_after:UInt8} = 0 OR (rank, no) < ({after_rank:Float64}, {after_no:UInt32}))
  ORDER BY rank DESC, no DESC LIMIT {limit:UInt32}
)
SELECT p.no AS no, c.id AS id, c.external_id AS external_id, c.name AS name, c.email AS email, p.p_alive AS p_alive, p.chance AS chance,
  p.chance_low AS chance_low, p.chance_high AS chance_high, p.value AS value, p.at_risk AS at_risk, p.orders AS orders, p.first_d AS first_d,
  p.last_d AS last_d, p.rank AS rank
FROM page AS p INNER JOIN (SELECT no, id, external_id, name, email FROM customers FINAL WHERE ws = {ws:UInt32} AND no IN (SELECT no FROM page)) AS c ON c.no = p.no
ORDER BY rank DESC, no DESC`,
  params: z.object({
    run: z.uuid(),
    lost: z.int(),
    has_after: z.int(),
    after_rank: z.number(),
    after_no: z.int(),
    limit: z.int(),
  }),
  row: atRiskRow,
});
