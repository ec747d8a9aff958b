import { cohortMeasures, cohortPeriods, type CohortSpec, cohortSpec } from '@/server/features/cohorts/schemas';

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

const names = ['by', 'start', 'return', 'measure', 'criteria', 'at'] as const;
const usual = cohortSpec.parse({});

/** The grid that an address asks for. What is not understood falls back to the usual one, part by part. */
export function specOfAddress(asked: SearchParams): CohortSpec {
  const given = Object.fromEntries(
    names.flatMap((name) => {
      const value = asked[name];
      if (typeof value !== 'string') return [];
      return cohortSpec.shape[name].safeParse(value).success ? [[name, value]] : [];
    }),
  );
  return cohortSpec.parse(given);
}

/** The parts of a grid that are not the usual ones, as the end of an address. */
function searchOf(spec: CohortSpec): string {
  const search = new URLSearchParams();
  for (const name of names) {
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
