import { type cohortMeasures, type cohortPeriods, usualCohort } from '@/db/schema/cohorts.constants';
import type { CohortSpec } from '@/server/features/cohorts/schemas';

export const cohortNames = ['by', 'start', 'return', 'measure', 'criteria', 'segment', 'at'] as const;
const usual: CohortSpec = usualCohort;

/** The parts of a grid that are not the usual ones, as the end of an address. */
function searchOf(spec: CohortSpec): string {
  const search = new URLSearchParams();
  for (const name of cohortNames) {
    const value = spec[name];
    if (value !== undefined && value !== usual[name]) search.set(name, value);
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

/** The address of a grid. */
export const addressOf = (slug: string, spec: CohortSpec): string => `/${slug}/cohorts${searchOf(spec)}`;

/** The same grid as a file, every cell. */
export const csvAddressOf = (slug: string, spec: CohortSpec): string => `/api/cohorts/${slug}${searchOf(spec)}`;

const isMoney = (measure: CohortSpec['measure']) =>
  measure === 'revenue' || measure === 'orders' || measure === 'revenue_per_customer';

/** The same grid with one thing changed; money and orders know no "or after". */
export function withChange(spec: CohortSpec, change: Partial<CohortSpec>): CohortSpec {
  const next = { ...spec, ...change };
  return isMoney(next.measure) ? { ...next, criteria: 'on' } : next;
}

export const measureChoices: Record<(typeof cohortMeasures)[number], string> = {
  retained: 'Retained',
  customers: 'Customers',
  revenue: 'Revenue',
  revenue_per_customer: 'Revenue per customer',
  orders: 'Orders',
};

export const periodChoices: Record<(typeof cohortPeriods)[number], string> = {
  day: 'Day',
  week: 'Week',
  month: 'Month',
};
