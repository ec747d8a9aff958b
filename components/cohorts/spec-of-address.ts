import { type CohortSpec, cohortSpec } from '@/server/features/cohorts/schemas';
import { cohortNames } from './cohort-address';

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** The grid that an address asks for. What is not understood falls back to the usual one, part by part. */
export function specOfAddress(asked: SearchParams): CohortSpec {
  const given = Object.fromEntries(
    cohortNames.flatMap((name) => {
      const value = asked[name];
      if (typeof value !== 'string') return [];
      return cohortSpec.shape[name].safeParse(value).success ? [[name, value]] : [];
    }),
  );
  return cohortSpec.parse(given);
}
