import { requirePermission } from '@/server/auth/require-permission';
import { getCohortGrid } from '@/server/features/cohorts';
import { getAsOfDay } from '@/server/features/workspaces';
import { getCustomerSummary } from '@/server/features/customers';
import { dayNumberOf, monthNumberOf, monthOfNumber } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
import { compareCohorts, largestReadable, newestCohorts } from './domain/compare-cohorts';
import { monthSoFar } from './domain/month-so-far';
import type { Home, PeriodSum } from './schemas';
import { daySums, monthSums } from './sums.ch';

const monthsShown = 24;

/** What the first page answers: who is there, whether new customers come back, how the month goes. */
export async function getHome(ctx: ServiceContext): Promise<Home> {
  requirePermission(ctx, 'customers:read');
  const { day: asOf } = await getAsOfDay(ctx);
  const soFar = monthSoFar(asOf);
  const toMonth = monthNumberOf(soFar.month);
  const [customers, { cohorts }, months, thisMonth, monthBefore] = await Promise.all([
    getCustomerSummary(ctx),
    getCohortGrid(ctx, {
      by: 'month',
      start: 'first_order',
      return: 'order',
      measure: 'retained',
      criteria: 'on',
      at: asOf,
    }),
    ctx.ch.run(monthSums, { from_month: Math.max(0, toMonth - monthsShown + 1), to_month: toMonth }),
    sumOfDays(ctx, soFar),
    sumOfDays(ctx, soFar.before),
  ]);
  return {
    customers,
    asOf,
    soFar,
    thisMonth,
    monthBefore,
    months: months.map(({ m, ...row }) => ({ month: monthOfNumber(m), ...toSum(row) })),
    comparison: compareCohorts(cohorts),
    newest: newestCohorts(cohorts),
    readableCohort: largestReadable(cohorts),
  };
}

interface SumRow {
  orders: number;
  spend_minor: number;
  unknown_amounts: number;
}

const toSum = (row: SumRow): PeriodSum => ({
  orders: row.orders,
  spendMinor: row.spend_minor,
  unknownAmounts: row.unknown_amounts,
});

async function sumOfDays(ctx: ServiceContext, { from, to }: { from: string; to: string }): Promise<PeriodSum> {
  const range = { from_day: dayNumberOf(from), to_day: dayNumberOf(to) };
  const [row] = await ctx.ch.run(daySums, range);
  return toSum(row ?? { orders: 0, spend_minor: 0, unknown_amounts: 0 });
}
