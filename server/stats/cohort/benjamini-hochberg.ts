import { requireRange } from '../answer';

/**
 * Benjamini–Hochberg adjusted p values: rejecting those ≤ q keeps the expected share of false findings at q.
 * Inputs: p values in [0, 1], any order. Returns adjusted values in the same order; ties get the same value.
 * Assumes independent or positively dependent tests. Fails: RangeError on a p outside [0, 1].
 * Source: Benjamini, Hochberg (1995). Checked against: R 4.2.2 p.adjust (experiments.json).
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  requireRange(
    pValues.every((p) => p >= 0 && p <= 1),
    'p values lie in [0, 1]',
  );
  const m = pValues.length;
  const order = pValues.map((_, i) => i).sort((i, j) => (pValues[j] as number) - (pValues[i] as number));
  const adjusted = pValues.map(() => 1);
  let least = 1;
  order.forEach((i, k) => {
    least = Math.min(least, ((pValues[i] as number) * m) / (m - k));
    adjusted[i] = least;
  });
  return adjusted;
}
