import { describe, expect, it } from 'vitest';
import { type Objective, profileIntervals, profileRoot } from '@/server/stats/optimise';

/** An exponential sample: n, Σx. Its profile deviance is 2 n (λ̄x − 1 − ln λ̄x), known in closed form. */
const exponential =
  (mean: number): Objective =>
  (theta, gradient) => {
    const rate = Math.exp(theta[0] ?? 0);
    gradient[0] = rate * mean - 1;
    return rate * mean - (theta[0] ?? 0);
  };

describe('profileIntervals', () => {
  it('golden: an exponential rate, where the deviance is known', () => {
    const units = 40;
    const input = {
      objective: exponential(2),
      theta: Float64Array.of(Math.log(0.5)),
      logCovariance: [[1 / units]],
      units,
    };
    const [interval] = profileIntervals(input, 0.95);
    if (!interval) throw new Error('no interval');
    expect(profileRoot(input, 0, Math.log(0.4))).toBeCloseTo(Math.sqrt(2 * units * (0.8 - 1 - Math.log(0.8))), 9);
    expect(profileRoot(input, 0, Math.log(0.6))).toBeLessThan(0);
    for (const end of [interval.ciLow, interval.ciHigh]) {
      const deviance = 2 * units * (2 * end - 1 - Math.log(2 * end));
      expect(Math.sqrt(deviance)).toBeCloseTo(1.96, 2);
    }
    expect(interval.ciLow).toBeLessThan(0.5);
    expect(interval.ciHigh).toBeGreaterThan(0.5);
  });

  it('equals Wald’s interval for a quadratic with a correlated nuisance', () => {
    // f = ½ (4 v0² + 2 v0 v1 + v1²) a unit: variance of v0 is 1 / 3 a unit after v1 is profiled out.
    const objective: Objective = ([v0 = 0, v1 = 0], gradient) => {
      gradient.set([4 * v0 + v1, v0 + v1]);
      return 0.5 * (4 * v0 * v0 + 2 * v0 * v1 + v1 * v1);
    };
    const input = {
      objective,
      theta: new Float64Array(2),
      units: 100,
      logCovariance: [
        [1 / 300, -1 / 300],
        [-1 / 300, 4 / 300],
      ],
    };
    const [first] = profileIntervals(input, 0.95);
    if (!first) throw new Error('no interval');
    expect(Math.log(first.ciHigh)).toBeCloseTo(1.96 / Math.sqrt(300), 3);
    expect(Math.log(first.ciLow)).toBeCloseTo(-1.96 / Math.sqrt(300), 3);
  });

  it('leaves a side open where the likelihood stays flat', () => {
    // Rises to the left, flattens out to the right at a deviance below the quantile.
    const objective: Objective = ([v = 0], gradient) => {
      gradient[0] = v > 0 ? 0.002 * Math.exp(-v) * v : v;
      return v > 0 ? 0.002 * (1 - Math.exp(-v) * (1 + v)) : 0.5 * v * v;
    };
    const input = { objective, theta: new Float64Array(1), logCovariance: [[0.01]], units: 100 };
    const [interval] = profileIntervals(input, 0.95);
    expect(interval?.ciHigh).toBe(Number.POSITIVE_INFINITY);
    expect(interval?.ciLow).toBeCloseTo(Math.exp(-0.196), 3);
  });
});
