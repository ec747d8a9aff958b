import { refuse, type Refusal } from '../answer';
import { type Curvature, curvatureAt } from './curvature';
import { type Minimum, minimise, type Objective } from './minimise';

/** A log-parameter 14 (a factor of a million) away from its start is a run-away, whatever the gradient says. */
const BOUND = 14;
/** A direction of the log-parameters counts as determined when its standard error is at most this (a factor of 150). */
const DETERMINED = 5;
const SETTLED_GRADIENT = 1e-5;

export type LikelihoodReason = 'no_interior_maximum' | 'not_converged';

export interface LikelihoodProblem {
  /** Minus the mean log-likelihood per unit by log-parameters, with its gradient. */
  readonly objective: Objective;
  /** The same on fewer, merged rows: used for the first search and the curvature. Often `objective` itself. */
  readonly coarse: Objective;
  /** Log-parameters to begin at; the next is tried only when the one before is not admissible. */
  readonly starts: readonly Float64Array[];
  /** Units (customers) that the mean is over. */
  readonly units: number;
}

/** Where a search ended, in natural units. */
export interface Reached {
  readonly params: readonly number[];
  readonly logLik: number;
  /** d ln(units) − 2 logLik: smaller is better. */
  readonly bic: number;
}

export interface Estimate extends Reached {
  readonly ok: true;
  /** Covariance of the log-parameters, d × d. */
  readonly logCovariance: readonly (readonly number[])[];
  readonly iterations: number;
  /** Largest component of the gradient of the mean log-likelihood by log-parameters. */
  readonly gradientNorm: number;
}

export interface RefusedEstimate extends Refusal<LikelihoodReason> {
  /** Not an estimate: where the search stopped, so that a screen can show what ran away. */
  readonly stoppedAt: Reached;
}

interface Search {
  readonly minimum: Minimum;
  readonly curvature: Curvature;
  readonly determined: number;
}

function search({ objective, coarse, units }: LikelihoodProblem, start: Float64Array): Search {
  let minimum = minimise(coarse, start, { bound: BOUND });
  const curvature = curvatureAt(coarse, minimum.theta);
  const least = 1 / (units * DETERMINED ** 2);
  const determined = curvature.eigenvalues.filter((value) => value >= least).length;
  if (coarse !== objective) {
    minimum = minimise(objective, minimum.theta, { bound: BOUND, inverse: curvature.inverse });
  }
  return { minimum, curvature, determined };
}

function estimateOf({ minimum, curvature, determined }: Search, units: number): Estimate | RefusedEstimate {
  const d = minimum.theta.length;
  const logLik = -minimum.value * units;
  const reached = { params: Array.from(minimum.theta, Math.exp), logLik, bic: d * Math.log(units) - 2 * logLik };
  const { inverse } = curvature;
  if (determined < d || minimum.stop === 'out_of_bounds' || inverse === null) {
    return { ...refuse('no_interior_maximum', determined, d), stoppedAt: reached };
  }
  const { iterations, gradientNorm } = minimum;
  if (gradientNorm > SETTLED_GRADIENT) return { ...refuse('not_converged', determined, d), stoppedAt: reached };
  const logCovariance = inverse.map((row) => row.map((v) => v / units));
  return { ok: true, ...reached, logCovariance, iterations, gradientNorm };
}

/**
 * Maximum likelihood over positive parameters, searched as logarithms, with a guard against degenerate fits.
 * Returns an Estimate, or a refusal: `no_interior_maximum` when the surface is a ridge and parameters run away (have
 * and need count the parameters that the data determine, a standard error of at most 5 on the log scale), or
 * `not_converged`.
 * Assumes a smooth likelihood with one interior maximum; every start is tried before refusing.
 * Numerics: BFGS to |g| < 1e-7 of the mean log-likelihood. Source: Pawitan (2001), In all likelihood, ch. 5.
 * Checked against: every fit in tests/golden/btyd.json; its no-dropout set is the negative control.
 */
export function maximumLikelihood(problem: LikelihoodProblem): Estimate | RefusedEstimate {
  let refused: RefusedEstimate | undefined;
  for (const start of problem.starts) {
    const found = estimateOf(search(problem, start), problem.units);
    if (found.ok) return found;
    refused ??= found;
  }
  if (refused === undefined) throw new RangeError('a likelihood problem needs a start');
  return refused;
}
