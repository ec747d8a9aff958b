import { comparableSize } from '@/db/schema/cohorts.constants';
import { benjaminiHochberg, newcombeDifference } from '@/server/stats/cohort';
import { compareProportions } from '@/server/stats/experiments';
import type { Cohort, CohortCell } from '../schemas';

const alpha = 0.05;
const usualPeriod = 3;

/** One cohort against the one before it: the difference of their shares in one period. */
export interface NeighbourChange {
  start: string;
  previous: string;
  period: number;
  share: number;
  previousShare: number;
  difference: number;
  /** Simultaneous over all finished comparisons: they leave zero out only where Benjamini–Hochberg holds. */
  ciLow: number;
  ciHigh: number;
  /** The smaller of the two cohorts. */
  n: number;
  complete: boolean;
}

export interface NeighbourChanges {
  period: number;
  /** Finished comparisons of cohorts that are large enough. */
  compared: number;
  /** Of the intervals, after widening them for `compared` looks: 0.95 when there is one. */
  level: number;
  changes: NeighbourChange[];
}

const cellAt = (cohort: Cohort, period: number): CohortCell | undefined =>
  cohort.cells.find((cell) => cell.period === period);
const countsOf = (cohort: Cohort, cell: CohortCell) => ({ successes: cell.customers, n: cohort.size });

interface Pair {
  cohort: Cohort;
  before: Cohort;
  cell: CohortCell;
  cellBefore: CohortCell;
}

function pairsAt(cohorts: readonly Cohort[], period: number): Pair[] {
  return cohorts.slice(1).flatMap((cohort, index) => {
    const before = cohorts[index];
    const cell = cellAt(cohort, period);
    const cellBefore = before && cellAt(before, period);
    return before && cell && cellBefore ? [{ cohort, before, cell, cellBefore }] : [];
  });
}

const isComparable = ({ cohort, before, cell, cellBefore }: Pair): boolean =>
  cell.complete && cellBefore.complete && cohort.size >= comparableSize && before.size >= comparableSize;

/** The third period, or the last one before it in which two finished cohorts can be compared. */
export function usualComparison(cohorts: readonly Cohort[]): number {
  for (let period = usualPeriod; period > 1; period -= 1)
    if (pairsAt(cohorts, period).some(isComparable)) return period;
  return 1;
}

/**
 * Each cohort against the one before, by the share that came back in one period. Intervals are Newcombe's at the level that
 * keeps the false coverage rate at 5 % after Benjamini–Hochberg has chosen (Benjamini and Yekutieli 2005), so a picture
 * can never look surer than the correction allows.
 */
export function compareNeighbours(cohorts: readonly Cohort[], period: number): NeighbourChanges {
  const pairs = pairsAt(cohorts, period);
  const finished = pairs.filter(isComparable);
  const pValues = finished.map((pair) => {
    const found = compareProportions(countsOf(pair.before, pair.cellBefore), countsOf(pair.cohort, pair.cell));
    return found.ok ? found.p : 1;
  });
  const chosen = benjaminiHochberg(pValues).filter((p) => p <= alpha).length;
  const level = finished.length === 0 ? 1 - alpha : 1 - (alpha * Math.max(1, chosen)) / finished.length;
  const changes = pairs.flatMap((pair): NeighbourChange[] => {
    const found = newcombeDifference(countsOf(pair.before, pair.cellBefore), countsOf(pair.cohort, pair.cell), level);
    if (!found.ok) return [];
    return [
      {
        start: pair.cohort.start,
        previous: pair.before.start,
        period,
        share: pair.cell.customers / pair.cohort.size,
        previousShare: pair.cellBefore.customers / pair.before.size,
        difference: found.difference,
        ciLow: found.ciLow,
        ciHigh: found.ciHigh,
        n: Math.min(pair.cohort.size, pair.before.size),
        complete: pair.cell.complete && pair.cellBefore.complete,
      },
    ];
  });
  return { period, compared: finished.length, level, changes };
}

/** What the headline is about: the newest change that is clear, else the newest that could be judged. */
export function headlineChange({ changes }: NeighbourChanges): NeighbourChange | undefined {
  const judged = changes.filter((change) => change.complete && change.n >= comparableSize);
  return judged.findLast((change) => change.ciLow > 0 || change.ciHigh < 0) ?? judged.at(-1);
}
