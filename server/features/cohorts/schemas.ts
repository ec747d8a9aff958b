import { z } from 'zod';
import { cohortCriteria, cohortMeasures, cohortPeriods, usualCohort } from '@/db/schema/cohorts.constants';
import { isStoredDay, notStoredDay } from '@/db/schema/days.constants';

const activity = z.string().min(1).max(512);

/**
 * A grid as a value. `start` is `first_order`, an event or `any`; `return` is `order`, an event or `any`; an event that is
 * itself called `order` or `any` is written with a backslash before it. `at` is the as-of day in the workspace's zone.
 */
export const cohortSpec = z.object({
  by: z.enum(cohortPeriods).default(usualCohort.by),
  start: activity.default(usualCohort.start),
  return: activity.default(usualCohort.return),
  measure: z.enum(cohortMeasures).default(usualCohort.measure),
  criteria: z.enum(cohortCriteria).default(usualCohort.criteria),
  segment: z.string().min(1).max(200).optional(),
  at: z.iso.date({ error: 'must be a day such as 2026-01-31' }).refine(isStoredDay, notStoredDay).optional(),
});
export type CohortSpec = z.infer<typeof cohortSpec>;

export const cohortCustomersInput = z.object({
  spec: cohortSpec,
  /** First day of the cohort's period, as in the grid; the week of 1970-01-01 began before it. */
  start: z.iso.date().refine((day) => day === '1969-12-29' || isStoredDay(day), notStoredDay),
  /** Periods after the one of entering. */
  period: z.int().min(0).max(20_000),
  /** Customers of the cohort that came back in that period, or those that did not. */
  side: z.enum(['in', 'out']).default('in'),
  /** `next` of the page before. */
  cursor: z.int().min(0).default(0),
  limit: z.int().min(1).max(200).default(50),
});
export type CohortCustomersInput = z.infer<typeof cohortCustomersInput>;

/** Revenue in minor units, `retained` a share in [0, 1]; intervals are 95 % and null where none is defined. */
export interface CohortCell {
  period: number;
  value: number;
  /** Customers of the cohort that came back. */
  customers: number;
  ciLow: number | null;
  ciHigh: number | null;
  /** The period's last day is not after the as-of day. */
  complete: boolean;
}

export interface Cohort {
  /** First day of the period of entering. */
  start: string;
  size: number;
  cells: CohortCell[];
}

export interface CohortGrid {
  spec: CohortSpec;
  asOf: string;
  cohorts: Cohort[];
}
