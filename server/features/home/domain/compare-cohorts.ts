import { newcombeDifference } from '@/server/stats/cohort';
import type { Cohort, CohortCell, CohortComparison, NewCustomers } from '../schemas';

/** The later month that is compared: the third, while there is none the second, then the first. */
const periods = [3, 2, 1];
const newestShown = 6;

const cellAt = (cohort: Cohort, period: number): CohortCell | undefined =>
  cohort.cells.find((cell) => cell.period === period);

const finished = (cohorts: readonly Cohort[], period: number) =>
  cohorts.flatMap((cohort) => {
    const cell = cellAt(cohort, period);
    return cell?.complete
      ? [{ start: cohort.start, size: cohort.size, customers: cell.customers, share: cell.value }]
      : [];
  });

/** The two newest months of new customers whose third month is over. Cohorts come oldest first, as `retained` shares. */
export function compareCohorts(cohorts: readonly Cohort[]): CohortComparison | undefined {
  for (const period of periods) {
    const [older, newer] = finished(cohorts, period).slice(-2);
    if (!older || !newer) continue;
    const answer = newcombeDifference(
      { successes: older.customers, n: older.size },
      { successes: newer.customers, n: newer.size },
    );
    if (!answer.ok) continue;
    const difference = { estimate: answer.difference, low: answer.ciLow, high: answer.ciHigh };
    const side = ({ start, size, share }: typeof older) => ({ start, size, share });
    return { period, newer: side(newer), older: side(older), difference };
  }
  return undefined;
}

export const newestCohorts = (cohorts: readonly Cohort[]): NewCustomers[] =>
  cohorts
    .slice(-newestShown)
    .reverse()
    .map((cohort) => ({ start: cohort.start, size: cohort.size, next: cellAt(cohort, 1) }));

export const largestReadable = (cohorts: readonly Cohort[]): number =>
  Math.max(0, ...finished(cohorts, 1).map(({ size }) => size));
