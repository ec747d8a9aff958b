import { sql } from 'drizzle-orm';
import type { CohortSpec } from '@/server/features/cohorts/schemas';
import type { ServiceContext } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';

export interface ReferenceCell {
  start: string;
  size: number;
  period: number;
  customers: number;
  complete: boolean;
  orders: number;
  revenue: number;
  so_far: number;
}

const trunc = { day: 'day', week: 'week', month: 'month' } as const;

/**
 * The grid by one plain query over the record: no bitmap, no roll-up, nothing shared with the product. Periods are
 * counted by generating them, so that zeros are there.
 */
export async function referenceGrid(
  ctx: ServiceContext,
  spec: Pick<CohortSpec, 'by' | 'start' | 'return' | 'criteria'>,
  asOf: string,
): Promise<ReferenceCell[]> {
  const unit = sql.raw(`'${trunc[spec.by]}'`);
  const step = sql.raw(`interval '1 ${trunc[spec.by]}'`);
  const did = (name: string) =>
    name === 'any'
      ? sql`true`
      : name === 'order' || name === 'first_order'
        ? sql`kind = 'order'`
        : sql`kind = 'event' and name = ${name}`;
  const back = spec.criteria === 'on' ? sql`r.p = g.p` : sql`r.p >= g.p`;
  const rows = await withWorkspace(ctx, (tx) =>
    tx.execute<Record<string, unknown> & ReferenceCell>(sql`
    with facts as (
      select customer_id, (ordered_at at time zone ${ctx.workspace.timezone})::date as day, 'order' as kind, '' as name, amount_minor,
        coalesce(amount_minor, original_minor, 0) >= 0 as active, true as money from orders where workspace_id = ${ctx.workspace.id}
      union all
      select customer_id, (occurred_at at time zone ${ctx.workspace.timezone})::date, 'event', event, null, true, false from events
      where workspace_id = ${ctx.workspace.id} and customer_id is not null
    ),
    known as (select f.*, date_trunc(${unit}, day::timestamp)::date as p from facts f where day <= ${asOf}::date),
    entered as (select customer_id, min(p) as start from known where active and ${did(spec.start)} group by customer_id),
    sizes as (select start, count(*)::int as size from entered group by start),
    grid as (
      select s.start, s.size, g.p::date as p, (row_number() over (partition by s.start order by g.p) - 1)::int as period
      from sizes s, lateral generate_series(s.start::timestamp, date_trunc(${unit}, ${asOf}::timestamp), ${step}) as g(p)
    ),
    returned as (select distinct customer_id, p from known where active and ${did(spec.return)})
    select to_char(g.start, 'YYYY-MM-DD') as start, g.size, g.period,
      (select count(distinct e.customer_id)::int from entered e join returned r using (customer_id) where e.start = g.start and ${back}) as customers,
      (select count(*)::int from entered e join known k using (customer_id) where e.start = g.start and k.p = g.p and k.kind = 'order' and k.active) as orders,
      (select coalesce(sum(k.amount_minor), 0)::float8 from entered e join known k using (customer_id) where e.start = g.start and k.p = g.p and k.money) as revenue,
      (select coalesce(sum(k.amount_minor), 0)::float8 from entered e join known k using (customer_id) where e.start = g.start and k.p between g.start and g.p and k.money) as so_far,
      (g.p + ${step} - interval '1 day')::date <= ${asOf}::date as complete
    from grid g order by g.start, g.period`),
  );
  return [...rows];
}

/** The cells of one measure, in the form in which the product's are compared. */
export const measured = (cells: readonly ReferenceCell[], measure: CohortSpec['measure']) =>
  cells.map(({ start, size, period, customers, complete, orders, revenue, so_far }) => {
    const values = { retained: customers / size, customers, orders, revenue, revenue_per_customer: so_far / size };
    return { start, size, period, value: values[measure], customers, complete };
  });
