import { normalUpperQuantile } from '../special';
import { type Minimum, minimise, type Objective } from './minimise';

export interface ProfileInput {
  /** Minus the mean log-likelihood by log-parameters. */
  readonly objective: Objective;
  /** The maximum-likelihood estimate, as logarithms. */
  readonly theta: Float64Array;
  /** Covariance of the log-parameters, d × d: where the search begins, not where it ends. */
  readonly logCovariance: readonly (readonly number[])[];
  /** Units (customers) that the mean is over. */
  readonly units: number;
}

export interface ProfileInterval {
  /** In natural units; 0 where the data set no bound from below. */
  readonly ciLow: number;
  /** Infinity where the data set no bound from above. */
  readonly ciHigh: number;
}

const FARTHEST = 12;
const CLOSE_ENOUGH = 0.003;

/** The objective with one component held; `others` are the free ones, in order. */
function restrict(objective: Objective, fixed: number, value: number): Objective {
  return (free, gradient) => {
    const whole = new Float64Array(free.length + 1);
    const at = objective(
      whole.map((_, i) => (i === fixed ? value : (free[i < fixed ? i : i - 1] as number))),
      whole,
    );
    gradient.set(whole.filter((_, i) => i !== fixed));
    return at;
  };
}

/** The free components where a parabola would have its ridge, and its inverse Hessian along them (of the mean). */
function ridge({ theta, logCovariance, units }: ProfileInput, fixed: number, value: number) {
  const free = Array.from(theta.keys()).filter((i) => i !== fixed);
  const at = (i: number, j: number): number => logCovariance[i]?.[j] ?? 0;
  const slope = (i: number): number => at(i, fixed) / at(fixed, fixed);
  const shift = value - (theta[fixed] as number);
  return {
    start: Float64Array.from(free, (i) => (theta[i] as number) + slope(i) * shift),
    inverse: free.map((i) => free.map((j) => units * (at(i, j) - slope(i) * at(fixed, j)))),
  };
}

/** The best value of the objective with component `fixed` held at `value`, begun at the better of two places. */
function profileAt(input: ProfileInput, fixed: number, value: number, near: Float64Array): Minimum {
  const restricted = restrict(input.objective, fixed, value);
  const { start, inverse } = ridge(input, fixed, value);
  const heightOf = (place: Float64Array): number => {
    const height = restricted(place, new Float64Array(place.length));
    return Number.isFinite(height) ? height : Number.POSITIVE_INFINITY;
  };
  const begin = heightOf(start) < heightOf(near) ? start : near;
  return minimise(restricted, begin, { gradientTolerance: 1e-6, maxIterations: 60, inverse });
}

const withoutOne = (theta: Float64Array, fixed: number): Float64Array => theta.filter((_, i) => i !== fixed);

const rootOf = ({ objective, theta, units }: ProfileInput, reached: number): number =>
  Math.sqrt(Math.max(0, 2 * units * (reached - objective(theta, new Float64Array(theta.length)))));

/**
 * The signed root of the likelihood-ratio statistic of one log-parameter at a value: standard normal where the value is
 * true, positive where the estimate is above it. The profile interval holds exactly the values within ± its quantile.
 */
export function profileRoot(input: ProfileInput, fixed: number, value: number): number {
  const found = profileAt(input, fixed, value, withoutOne(input.theta, fixed));
  return Math.sign((input.theta[fixed] as number) - value) * rootOf(input, found.value);
}

/** How far from the estimate the root reaches the quantile on one side; Infinity where it never does. */
function reachOf(input: ProfileInput, fixed: number, side: 1 | -1, critical: number): number {
  const centre = input.theta[fixed] as number;
  const standardError = Math.sqrt(input.logCovariance[fixed]?.[fixed] ?? 0);
  let near = withoutOne(input.theta, fixed);
  let inside = 0;
  let outside = FARTHEST;
  let distance = Math.min(critical * standardError, FARTHEST / 2);
  for (let step = 0; step < 25 && inside <= FARTHEST * 0.98; step += 1) {
    const found = profileAt(input, fixed, centre + side * distance, near);
    near = found.theta;
    const root = rootOf(input, found.value);
    if (Math.abs(root - critical) < CLOSE_ENOUGH) return distance;
    if (root < critical) inside = distance;
    else outside = distance;
    // The signed root is nearly linear in the log-parameter; bisect where it is not.
    const linear = (distance * critical) / Math.max(root, 1e-9);
    distance = linear > inside && linear < outside ? linear : (inside + outside) / 2;
  }
  return Number.POSITIVE_INFINITY;
}

/**
 * Profile-likelihood intervals of positive parameters: for each, the values that a likelihood-ratio test keeps.
 * Inputs: ProfileInput; level. Returns one interval a parameter, in natural units, open (0 or Infinity) on a side where
 * the likelihood stays flat to a factor of e¹²; it holds the true value with probability `level`.
 * Assumes a regular likelihood. Fails: never.
 * Numerics: at most 25 constrained searches an end, each begun on the ridge of the parabola; Wald intervals on the log
 * scale cover MBG/NBD's r and b by .87 to .90 even at 2,000 buyers. Source: Venzon, Moolgavkar (1988).
 * Checked against: coverage in tests/calibration/btyd.
 */
export function profileIntervals(input: ProfileInput, level: number): ProfileInterval[] {
  const critical = normalUpperQuantile((1 - level) / 2);
  return Array.from(input.theta, (centre, fixed) => ({
    ciLow: Math.exp(centre - reachOf(input, fixed, -1, critical)),
    ciHigh: Math.exp(centre + reachOf(input, fixed, 1, critical)),
  }));
}
