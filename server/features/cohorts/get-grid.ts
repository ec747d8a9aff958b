import { requirePermission } from '@/server/auth/require-permission';
import { planSegment } from '@/server/features/segments';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import type { Among } from './activity.ch';
import { compileGrid } from './domain/compile';
import { shapeGrid } from './domain/shape-grid';
import { getAsOfDay } from '@/server/features/workspaces';
import { cohortCells, cohortCounts, cohortMoney, cohortSums } from './grid.ch';
import type { CohortGrid, CohortSpec } from './schemas';

/** More cells than a person or a page can use; a coarser period answers the same question. */
const mostCells = 400_000;

/** Customers by the period of their first activity, and what each group did in every period after. */
export async function getCohortGrid(ctx: ServiceContext, spec: CohortSpec): Promise<CohortGrid> {
  requirePermission(ctx, 'cohorts:read');
  requireKnown(spec);
  const asOf = spec.at ?? (await getAsOfDay(ctx)).day;
  const among = await openSegment(ctx, spec, asOf);
  const params = compileGrid(spec, asOf);
  const { or_after, ...rest } = params;
  const shared = { ...rest, ...among?.values };
  // Months since 1970 are too few for a grid that large.
  if (spec.by !== 'month') requireFitting(await ctx.ch.run(cohortCells(among), shared));
  const needsMoney = spec.measure === 'revenue' || spec.measure === 'orders';
  const [counts, money, sums] = await Promise.all([
    ctx.ch.run(cohortCounts(among), { ...shared, or_after }),
    needsMoney ? ctx.ch.run(cohortMoney(among), shared) : [],
    spec.measure === 'revenue_per_customer' ? ctx.ch.run(cohortSums(among), shared) : [],
  ]);
  return shapeGrid({ spec, asOf, asOfPeriod: params.as_of_period }, { counts, money, sums });
}

/** Asked first: the other questions of a grid grow with its cells. */
function requireFitting([grid]: { cells: number }[]): void {
  const cells = grid?.cells ?? 0;
  if (cells <= mostCells) return;
  const [has, most] = [cells, mostCells].map((count) => count.toLocaleString('en-GB'));
  throw new AppError(
    'limit_reached',
    `The grid has ${has} cells, more than ${most}. Choose a longer period, or an earlier last day.`,
    { limit: mostCells },
  );
}

/** The segment whose cohorts are asked for, as it is on the as-of day. Throws `not_found` where there is none. */
export const openSegment = async (ctx: ServiceContext, { segment }: CohortSpec, asOf: string): Promise<Among> =>
  segment === undefined ? undefined : planSegment(ctx, { segment, at: asOf });

/** Throws on money `on_or_after`, which nobody defined. */
export function requireKnown(spec: CohortSpec): void {
  const counts = ['retained', 'customers'].includes(spec.measure);
  if (spec.criteria === 'on_or_after' && !counts)
    throw new AppError('invalid', 'On or after is for retained and customers; money and orders happen in one period.', {
      field: 'criteria',
    });
}
