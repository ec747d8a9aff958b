import type { FittedModel } from '../btyd';

const STEP = 1e-3;

/** Variance of a function of the parameters by the delta method, with central differences in the log-parameters. */
export function deltaVariance(
  { params, logCovariance }: Pick<FittedModel, 'params' | 'logCovariance'>,
  valueAt: (params: readonly number[]) => number,
): number {
  const slopes = params.map((_, i) => {
    const at = (sign: number) => valueAt(params.map((v, j) => (i === j ? v * Math.exp(sign * STEP) : v)));
    return (at(1) - at(-1)) / (2 * STEP);
  });
  return slopes.reduce(
    (sum, si, i) => sum + slopes.reduce((row, sj, j) => row + si * sj * (logCovariance[i]?.[j] ?? 0), 0),
    0,
  );
}
