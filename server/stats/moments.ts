import { requireRange } from './answer';

/** Sufficient statistics of a numeric metric over units: they add up across shards, days and segments. */
export interface Moments {
  readonly n: number;
  readonly sum: number;
  readonly sumSquares: number;
  /** Σx³; lets the region of validity see skewness. Without it, skewness counts as unknown. */
  readonly sumCubes?: number;
}

/** Sufficient statistics of values held in memory, Σx³ included. */
export function momentsOf(values: ArrayLike<number>): Required<Moments> {
  let sum = 0;
  let sumSquares = 0;
  let sumCubes = 0;
  for (let i = 0; i < values.length; i += 1) {
    const v = values[i] as number;
    sum += v;
    sumSquares += v * v;
    sumCubes += v * v * v;
  }
  return { n: values.length, sum, sumSquares, sumCubes };
}

export function meanOf({ n, sum }: Moments): number {
  requireRange(n >= 1, 'a mean needs a unit');
  return sum / n;
}

/** The sample variance (n − 1); 0 where rounding makes it negative. Needs n ≥ 2. */
export function varianceOf({ n, sum, sumSquares }: Moments): number {
  requireRange(n >= 2, 'a variance needs two units');
  return Math.max(0, (sumSquares - (sum * sum) / n) / (n - 1));
}

/** The third central moment about the mean (divided by n), or null where Σx³ was not collected. */
export function thirdMomentOf({ n, sum, sumSquares, sumCubes }: Moments): number | null {
  if (sumCubes === undefined) return null;
  const mean = sum / n;
  return sumCubes / n - (3 * mean * sumSquares) / n + 2 * mean ** 3;
}
