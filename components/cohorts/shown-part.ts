import type { Cohort } from '@/server/features/cohorts/schemas';

/** What fits on a screen and can still be read. */
const mostCohorts = 36;
const mostPeriods = 24;

export interface ShownPart {
  cohorts: Cohort[];
  /** Left out, older than those shown. */
  older: number;
  /** Later periods are left out. */
  cut: boolean;
}

/** The newest cohorts and their first periods; everything is in the CSV. */
export function shownPart(cohorts: readonly Cohort[]): ShownPart {
  const kept = cohorts.slice(-mostCohorts);
  return {
    cohorts: kept.map((cohort) => ({ ...cohort, cells: cohort.cells.slice(0, mostPeriods + 1) })),
    older: cohorts.length - kept.length,
    cut: kept.some((cohort) => cohort.cells.length > mostPeriods + 1),
  };
}
