import { requirePermission } from '@/server/auth/require-permission';
import { firstDayOf, periodNumberOf } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { cellCustomers, countCellCustomers } from './customers.ch';
import { compileGrid } from './domain/compile';
import { getAsOfDay } from '@/server/features/workspaces';
import { openSegment, requireKnown } from './get-grid';
import type { CohortCustomersInput } from './schemas';

export interface CellCustomer {
  id: string;
  externalId: string;
  name: string;
  email: string;
  orders: number;
  spendMinor: number;
}

export interface CellCustomers {
  total: number;
  rows: CellCustomer[];
  /** `cursor` of the next page. */
  next: number | undefined;
}

/** The customers behind one cell of a grid: those who came back in that period, or those who did not. */
export async function listCohortCustomers(ctx: ServiceContext, input: CohortCustomersInput): Promise<CellCustomers> {
  requirePermission(ctx, 'cohorts:read');
  requirePermission(ctx, 'customers:read');
  const { spec } = input;
  requireKnown(spec);
  const cohort = periodNumberOf(input.start, spec.by);
  if (firstDayOf(cohort, spec.by) !== input.start)
    throw new AppError('invalid', `No ${spec.by} begins on ${input.start}.`, { field: 'start' });
  const asOf = spec.at ?? (await getAsOfDay(ctx)).day;
  const among = await openSegment(ctx, spec, asOf);
  const params = { ...compileGrid(spec, asOf), ...among?.values };
  const cell = { ...params, cohort, period: cohort + input.period, inside: input.side === 'in' ? 1 : 0 };
  const [[counted], rows] = await Promise.all([
    ctx.ch.run(countCellCustomers(among), cell),
    ctx.ch.run(cellCustomers(among), { ...cell, after: input.cursor, limit: input.limit + 1 }),
  ]);
  const page = rows.slice(0, input.limit);
  return {
    total: counted?.total ?? 0,
    rows: page.map(({ id, external_id, name, email, orders, spend_minor }) => ({
      id,
      externalId: external_id,
      name,
      email,
      orders,
      spendMinor: spend_minor,
    })),
    next: rows.length > input.limit ? page.at(-1)?.no : undefined,
  };
}
