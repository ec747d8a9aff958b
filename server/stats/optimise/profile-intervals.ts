import { type Answer, refuse } from '../answer';
import { normalUpperQuantile } from '../special';
import { minimise, type Objective } from './minimise';

export interface ProfileInput {
  /** Minus the mean log-likelihood by log-parameters. */
  readonly objective: Objective;
  /** The maximum-likelihood estimate, as logarithms. */
  readonly theta: Float64Array;
  /** Standard error of each log-parameter, for the first step of the search. */
  readonly standardErrors: readonly number[];
  /** Units (customers) that the mean is over. */
  readonly units: number;
  readonly level: number;
}

export type ProfileInterval = Answer<{ readonly ciLow: number; readonly ciHigh: number }, 'open_interval'>;

const FARTHEST = 12;
const CLOSE_ENOUGH = 0.003;

/** The best value of the objective with component `fixed` held at `value`; `rest` is where the others ended. */
function profileAt(objective: Objective, fixed: number, value: number, rest: Float64Array) {
  const place = (free: Float64Array): Float64Array =>
    Float64Array.from({ length: free.length + 1 }, (_, i) =>
      i === fixed ? value : (free[i < fixed ? i : i - 1] as number),
    );
  const restricted: Objective = (free, gradient) => {
    const whole = new Float64Array(free.length + 1);
    const at = objective(place(free), whole);
    gradient.set(whole.filter((_, i) => i !== fixed));
    return at;
  };
  return minimise(restricted, rest, { gradientTolerance: 1e-6, maxIterations: 60 });
}

/** The end point on one side: where the signed root of the profile deviance reaches the normal quantile. */
function endPoint(input: ProfileInput, fixed: number, side: 1 | -1): Answer<{ value: number }, 'open_interval'> {
  const { objective, theta, units, level } = input;
  const critical = normalUpperQuantile((1 - level) / 2);
  const least = objective(theta, new Float64Array(theta.length));
  const centre = theta[fixed] as number;
  let rest: Float64Array = theta.filter((_, i) => i !== fixed);
  let inside = 0;
  let outside = FARTHEST;
  let distance = Math.min(critical * (input.standardErrors[fixed] as number), FARTHEST / 2);
  let root = 0;
  for (let step = 0; step < 25; step += 1) {
    const found = profileAt(objective, fixed, centre + side * distance, rest);
    rest = found.theta;
    root = Math.sqrt(Math.max(0, 2 * units * (found.value - least)));
    if (Math.abs(root - critical) < CLOSE_ENOUGH) return { ok: true, value: centre + side * distance };
    if (root < critical) inside = distance;
    else outside = distance;
    if (inside > FARTHEST * 0.98) break;
    // The signed root is nearly linear in the log-parameter; bisect where it is not.
    const linear = (distance * critical) / Math.max(root, 1e-9);
    distance = linear > inside && linear < outside ? linear : (inside + outside) / 2;
  }
  return refuse('open_interval', root, critical);
}

/**
 * Profile-likelihood intervals of positive parameters: for each, the values that a likelihood-ratio test keeps.
 * Inputs: ProfileInput. Returns one answer a parameter, in natural units; the interval holds the true value with
 * probability `level`. Assumes a regular likelihood. Fails: `open_interval` where the likelihood stays flat to a
 * factor of e¹² (have: the signed root reached, need: the normal quantile).
 * Numerics: at most 25 constrained searches an end, each warm; Wald intervals on the log scale cover MBG/NBD's r and
 * b by .87 to .90 even at 2,000 buyers, these by .93 to .97.
 * Source: Venzon, Moolgavkar (1988). Checked against: coverage in tests/calibration/btyd/predict-total.test.ts.
 */
export function profileIntervals(input: ProfileInput): ProfileInterval[] {
  return Array.from(input.theta, (_, fixed) => {
    const low = endPoint(input, fixed, -1);
    const high = endPoint(input, fixed, 1);
    if (!low.ok) return low;
    if (!high.ok) return high;
    return { ok: true, ciLow: Math.exp(low.value), ciHigh: Math.exp(high.value) };
  });
}
