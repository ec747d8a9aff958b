import type { PairedMoments } from '@/server/stats/experiments';
import type { Moments } from '@/server/stats/moments';

/** What the estimators need of one metric over the units of one arm: sums, never the units. */
interface MetricSums {
  sum: number;
  sumSquares: number;
  sumCubes: number;
  /** Σ metric × covariate; 0 without a covariate. */
  productSum: number;
}

/** The sums of one arm, in all or in one segment. */
export interface ArmSums {
  units: number;
  metrics: MetricSums[];
  covariateSum: number;
  covariateSquares: number;
}

export const noUnits = (metrics: number): ArmSums => ({
  units: 0,
  metrics: Array.from({ length: metrics }, () => ({ sum: 0, sumSquares: 0, sumCubes: 0, productSum: 0 })),
  covariateSum: 0,
  covariateSquares: 0,
});

export function addUnit(sums: ArmSums, values: readonly number[], covariate: number): void {
  sums.units += 1;
  sums.covariateSum += covariate;
  sums.covariateSquares += covariate * covariate;
  for (const [i, one] of sums.metrics.entries()) {
    const value = values[i] ?? 0;
    one.sum += value;
    one.sumSquares += value * value;
    one.sumCubes += value * value * value;
    one.productSum += value * covariate;
  }
}

export function momentsAt({ units, metrics }: ArmSums, metric: number): Required<Moments> {
  const { sum = 0, sumSquares = 0, sumCubes = 0 } = metrics[metric] ?? {};
  return { n: units, sum, sumSquares, sumCubes };
}

/** Of a metric that is 0 or 1 for every unit. */
export const countsAt = ({ units, metrics }: ArmSums, metric: number) => ({
  n: units,
  successes: metrics[metric]?.sum ?? 0,
});

export function pairedAt(sums: ArmSums, metric: number): PairedMoments {
  return {
    metric: momentsAt(sums, metric),
    covariate: { n: sums.units, sum: sums.covariateSum, sumSquares: sums.covariateSquares },
    productSum: sums.metrics[metric]?.productSum ?? 0,
  };
}

/** All sums of a file: by arm, and by column, value and arm. */
export interface ExperimentSums {
  arms: Map<string, ArmSums>;
  segments: Map<string, Map<string, Map<string, ArmSums>>>;
}
