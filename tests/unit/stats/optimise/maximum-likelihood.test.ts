import { describe, expect, it } from 'vitest';
import { maximumLikelihood, type Objective } from '@/server/stats/optimise';

/** Minus the mean log-likelihood of an exponential sample with this mean, by the logarithm of its rate. */
const exponential =
  (mean: number): Objective =>
  ([theta = 0], gradient) => {
    gradient[0] = Math.exp(theta) * mean - 1;
    return Math.exp(theta) * mean - theta;
  };
const problem = (objective: Objective, units: number, starts: readonly Float64Array[], coarse = objective) => ({
  objective,
  coarse,
  starts,
  units,
});

describe('maximumLikelihood', () => {
  it('golden: an exponential sample of 50 with mean 4, in closed form', () => {
    const found = maximumLikelihood(problem(exponential(4), 50, [Float64Array.of(3)]));
    if (!found.ok) throw new Error(found.reason);
    expect(found.params[0]).toBeCloseTo(0.25, 6);
    expect(found.logLik).toBeCloseTo(50 * (Math.log(0.25) - 1), 9);
    expect(found.bic).toBeCloseTo(Math.log(50) + 100 * (1 - Math.log(0.25)), 9);
    expect(found.logCovariance[0]?.[0]).toBeCloseTo(1 / 50, 6);
  });

  it('starts from the coarse problem but ends at the optimum of the whole one', () => {
    const found = maximumLikelihood(problem(exponential(4), 50, [Float64Array.of(3)], exponential(4.4)));
    expect(found.ok && found.params[0]).toBeCloseTo(0.25, 6);
  });

  it('refuses a parameter that runs away, and says how many the data determine', () => {
    // The second parameter only ever gains by growing.
    const ridge: Objective = ([a = 0, b = 0], gradient) => {
      gradient.set([Math.exp(a) - 1, -1e-3 * Math.exp(-b / 10)]);
      return Math.exp(a) - a + 1e-2 * Math.exp(-b / 10);
    };
    const found = maximumLikelihood(problem(ridge, 400, [new Float64Array(2)]));
    expect(found).toMatchObject({ ok: false, reason: 'no_interior_maximum', have: 1, need: 2 });
    expect(!found.ok && (found.stoppedAt.params[1] ?? 0)).toBeGreaterThan(1e6);
  });

  it('tries the next start before it refuses', () => {
    // Flat far to the left of a well.
    const well: Objective = ([v = 0], gradient) => {
      const depth = Math.exp(-0.5 * v * v);
      gradient[0] = v * depth;
      return 1 - depth;
    };
    const far = Float64Array.of(-20);
    expect(maximumLikelihood(problem(well, 100, [far]))).toMatchObject({ ok: false });
    expect(maximumLikelihood(problem(well, 100, [far, Float64Array.of(0.5)]))).toMatchObject({ ok: true });
    expect(() => maximumLikelihood(problem(well, 100, []))).toThrow(RangeError);
  });

  it('does not call a wrong gradient a fit', () => {
    const wrong: Objective = ([v = 0], gradient) => {
      gradient[0] = v - 5;
      return v * v;
    };
    expect(maximumLikelihood(problem(wrong, 100, [Float64Array.of(1)]))).toMatchObject({ reason: 'not_converged' });
  });
});
