import { benjaminiHochberg } from '@/server/stats/cohort';

/** Benjamini–Hochberg over those that have a p; the rest stay without. */
export function adjustedP(tests: readonly { p: number | null }[]): (number | null)[] {
  const known = benjaminiHochberg(tests.flatMap(({ p }) => (p === null ? [] : [p])));
  let at = 0;
  return tests.map(({ p }) => {
    if (p === null) return null;
    at += 1;
    return known[at - 1] ?? null;
  });
}
