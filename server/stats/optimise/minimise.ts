import { requireRange } from '../answer';

/** Returns the value at `theta` and fills `gradient`; may return a non-finite value where it is undefined. */
export type Objective = (theta: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  readonly theta: Float64Array;
  readonly value: number;
  /** Largest absolute component of the gradient at `theta`. */
  readonly gradientNorm: number;
  readonly iterations: number;
  readonly evaluations: number;
  readonly stop: 'gradient' | 'no_progress' | 'iterations' | 'out_of_bounds';
}

export interface MinimiseOptions {
  readonly gradientTolerance: number;
  readonly maxIterations: number;
  /** Stops as `out_of_bounds` when a component of theta is farther than this from the start. */
  readonly bound: number;
  /** The inverse Hessian to begin with, from a like problem: then a handful of steps suffice. */
  readonly inverse: readonly (readonly number[])[] | null;
}

const DEFAULTS: MinimiseOptions = { gradientTolerance: 1e-7, maxIterations: 300, bound: Infinity, inverse: null };

interface Point {
  theta: Float64Array;
  gradient: Float64Array;
  value: number;
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, v, i) => sum + v * (b[i] as number), 0);
const norm = (a: Float64Array): number => a.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

function evaluate(objective: Objective, theta: Float64Array): Point {
  const gradient = new Float64Array(theta.length);
  return { theta, gradient, value: objective(theta, gradient) };
}

/** Weak Wolfe by bisection (Lewis and Overton 2013): guarantees sᵀy > 0, so the inverse Hessian stays positive. */
function lineSearch(objective: Objective, from: Point, direction: Float64Array, count: { n: number }): Point | null {
  const slope = dot(from.gradient, direction);
  let low = 0;
  let high = Infinity;
  let step = Math.min(1, 2 / norm(direction));
  let best: Point | null = null;
  for (let tries = 0; tries < 50; tries += 1) {
    const here = step;
    const next = evaluate(
      objective,
      from.theta.map((v, i) => v + here * (direction[i] as number)),
    );
    count.n += 1;
    if (!(next.value <= from.value + 1e-4 * step * slope)) high = step;
    else if (dot(next.gradient, direction) < 0.9 * slope) {
      low = step;
      best = next;
    } else return next;
    step = high < Infinity ? (low + high) / 2 : 2 * low;
  }
  return best;
}

/** The BFGS update of the inverse Hessian `h` (row-major) for a step s with gradient change y. */
function updateInverse(h: Float64Array, s: Float64Array, y: Float64Array): void {
  const n = s.length;
  const sy = dot(s, y);
  if (!(sy > 0)) return;
  const hy = new Float64Array(n);
  for (let i = 0; i < n; i += 1) hy[i] = dot(h.subarray(i * n, i * n + n), y);
  const factor = (1 + dot(y, hy) / sy) / sy;
  for (let i = 0; i < n; i += 1) {
    const si = s[i] as number;
    const hyi = hy[i] as number;
    for (let j = 0; j < n; j += 1) {
      const sj = s[j] as number;
      h[i * n + j] = (h[i * n + j] as number) + factor * si * sj - (hyi * sj + si * (hy[j] as number)) / sy;
    }
  }
}

function identity(n: number): Float64Array {
  const h = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) h[i * n + i] = 1;
  return h;
}

/**
 * Minimises a smooth function of a few variables by BFGS with analytic gradients.
 * Inputs: objective (see Objective), start (length d), options. Pass a mean over customers, not a sum, so that the
 * gradient tolerance means the same at 500 and at 1 M customers.
 * Returns the last point and why it stopped: `gradient` (|g| < tolerance) and `no_progress` (rounding) are minima,
 * `out_of_bounds` is a run-away and `iterations` a failure. It does not claim a global minimum.
 * Fails: RangeError when the start is not finite there. Source: Nocedal and Wright (2006), algorithm 6.1.
 * Checked against: Rosenbrock and quadratics in tests/unit/stats/optimise; every golden fit.
 */
export function minimise(objective: Objective, start: Float64Array, options: Partial<MinimiseOptions> = {}): Minimum {
  const { gradientTolerance, maxIterations, bound, inverse: known } = { ...DEFAULTS, ...options };
  const n = start.length;
  const count = { n: 1 };
  let here = evaluate(objective, start.slice());
  requireRange(Number.isFinite(here.value), 'the objective is not finite at the start');
  let inverse = known === null ? identity(n) : Float64Array.from(known.flat());
  let fresh = known === null;
  const finish = (stop: Minimum['stop'], iterations: number): Minimum => ({
    theta: here.theta,
    value: here.value,
    gradientNorm: norm(here.gradient),
    iterations,
    evaluations: count.n,
    stop,
  });
  for (let iteration = 0; iteration < maxIterations; iteration += 1) {
    if (norm(here.gradient) < gradientTolerance) return finish('gradient', iteration);
    if (norm(here.theta.map((v, i) => v - (start[i] as number))) > bound) return finish('out_of_bounds', iteration);
    const current = here;
    const hessian = inverse;
    const direction = new Float64Array(n).map((_, i) => -dot(hessian.subarray(i * n, i * n + n), current.gradient));
    const next = lineSearch(objective, here, direction, count);
    if (next === null || !(next.value < here.value)) {
      if (fresh) return finish('no_progress', iteration);
      inverse = identity(n);
      fresh = true;
      continue;
    }
    const s = next.theta.map((v, i) => v - (current.theta[i] as number));
    const y = next.gradient.map((v, i) => v - (current.gradient[i] as number));
    if (fresh) inverse = inverse.map((v) => (v * dot(s, y)) / dot(y, y));
    updateInverse(inverse, s, y);
    fresh = false;
    here = next;
  }
  return finish('iterations', maxIterations);
}
