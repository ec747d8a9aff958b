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
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
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
  const back =
    spec.criteria === 'on'
      ? sql`select e.start, r.p, count(*)::int as customers from entered e join returned r using (customer_id) group by e.start, r.p`
      : sql`select l.start, g.p, count(*)::int as customers from (
          select e.customer_id, e.start, max(r.p) as last from entered e join returned r using (customer_id) group by e.customer_id, e.start) l
        join grid g on g.start = l.start and l.last >= g.p group by l.start, g.p`;
  const rows = await withWorkspace(ctx, (tx) =>
    tx.execute<Record<string, unknown> & ReferenceCell>(sql`
    with facts as (
      select customer_id, (ordered_at at time zone ${ctx.workspace.timezone})::date as day, 'order' as kind, '' as name, amount_minor,
        coalesce(amount_minor, original_minor, 0) >= 0 as active from orders where workspace_id = ${ctx.workspace.id}
      union all
      select customer_id, (occurred_at at time zone ${ctx.workspace.timezone})::date, 'event', event, null, true from events
      where workspace_id = ${ctx.workspace.id} and customer_id is not null
    ),
    known as (select f.*, date_trunc(${unit}, day::timestamp)::date as p from facts f where day <= ${asOf}::date),
    entered as (select customer_id, min(p) as start from known where active and ${did(spec.start)} group by customer_id),
    sizes as (select start, count(*)::int as size from entered group by start),
    grid as (
      select s.start, s.size, g.p::date as p, (row_number() over (partition by s.start order by g.p) - 1)::int as period
      from sizes s, lateral generate_series(s.start::timestamp, date_trunc(${unit}, ${asOf}::timestamp), ${step}) as g(p)
    ),
    returned as (select distinct customer_id, p from known where active and ${did(spec.return)}),
    back as (${back}),
    money as (
      select e.start, k.p, count(*) filter (where k.active)::int as orders, coalesce(sum(k.amount_minor), 0)::float8 as revenue
      from entered e join known k using (customer_id) where k.kind = 'order' and k.p >= e.start group by e.start, k.p
    )
    select to_char(g.start, 'YYYY-MM-DD') as start, g.size, g.period, coalesce(b.customers, 0) as customers, coalesce(m.orders, 0) as orders,
      coalesce(m.revenue, 0)::float8 as revenue, sum(coalesce(m.revenue, 0)) over (partition by g.start order by g.p)::float8 as so_far,
      (g.p + ${step} - interval '1 day')::date <= ${asOf}::date as complete
    from grid g left join back b on b.start = g.start and b.p = g.p left join money m on m.start = g.start and m.p = g.p order by g.start, g.period`),
  );
  return [...rows];
}

/** The cells of one measure, in the form in which the product's are compared. */
export const measured = (cells: readonly ReferenceCell[], measure: CohortSpec['measure']) =>
  cells.map(({ start, size, period, customers, complete, orders, revenue, so_far }) => {
    const values = { retained: customers / size, customers, orders, revenue, revenue_per_customer: so_far / size };
    return { start, size, period, value: values[measure], customers, complete };
  });
