import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { compileGrid } from './domain/compile';
import { shapeGrid } from './domain/shape-grid';
import { getAsOfDay } from '@/server/features/workspaces';
import { cohortCounts, cohortMoney, cohortSums } from './grid.ch';
import type { CohortGrid, CohortSpec } from './schemas';

/** More cells than a person or a page can use; a coarser period answers the same question. */
const mostCells = 400_000;

/** Customers by the period of their first activity, and what each group did in every period after. */
export async function getCohortGrid(ctx: ServiceContext, spec: CohortSpec): Promise<CohortGrid> {
  requirePermission(ctx, 'cohorts:read');
  requireKnown(spec);
  const asOf = spec.at ?? (await getAsOfDay(ctx)).day;
  const params = compileGrid(spec, asOf);
  const { or_after, ...shared } = params;
  const needsMoney = spec.measure === 'revenue' || spec.measure === 'orders';
  const [counts, money, sums] = await Promise.all([
    ctx.ch.run(cohortCounts, { ...shared, or_after }),
    needsMoney ? ctx.ch.run(cohortMoney, shared) : [],
    spec.measure === 'revenue_per_customer' ? ctx.ch.run(cohortSums, shared) : [],
  ]);
  const cells = counts.reduce((sum, { c }) => sum + params.as_of_period - c + 1, 0);
  if (cells > mostCells)
    throw new AppError(
      'limit_reached',
      `The grid has ${cells} cells, more than ${mostCells}. Choose a longer period.`,
      {
        limit: mostCells,
      },
    );
  return shapeGrid({ spec, asOf, asOfPeriod: params.as_of_period }, { counts, money, sums });
}

/** Throws on what cannot be answered: a segment that is not there, and money `on_or_after`, which nobody defined. */
export function requireKnown(spec: CohortSpec): void {
  if (spec.segment !== undefined) throw new AppError('not_found', `There is no segment ${spec.segment}.`);
  const counts = ['retained', 'customers'].includes(spec.measure);
  if (spec.criteria === 'on_or_after' && !counts)
    throw new AppError('invalid', 'On or after is for retained and customers; money and orders happen in one period.', {
      field: 'criteria',
    });
}
