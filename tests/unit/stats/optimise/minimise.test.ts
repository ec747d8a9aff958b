import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curvatureAt, minimise, type Objective } from '@/server/stats/optimise';

const at = (v: Float64Array, i: number): number => v[i] ?? Number.NaN;

const rosenbrock: Objective = (v, g) => {
  const a = 1 - at(v, 0);
  const b = at(v, 1) - at(v, 0) ** 2;
  g.set([-2 * a - 400 * at(v, 0) * b, 200 * b]);
  return a * a + 100 * b * b;
};

/** ½ (v − c)ᵀ D (v − c) */
const quadratic =
  (centre: readonly number[], diagonal: readonly number[]): Objective =>
  (v, g) => {
    let value = 0;
    centre.forEach((c, i) => {
      g[i] = (diagonal[i] ?? 0) * (at(v, i) - c);
      value += 0.5 * (diagonal[i] ?? 0) * (at(v, i) - c) ** 2;
    });
    return value;
  };

describe('minimise', () => {
  it('finds the minimum of Rosenbrock’s valley', () => {
    const found = minimise(rosenbrock, Float64Array.of(-1.2, 1));
    expect(found.stop).toBe('gradient');
    expect(found.gradientNorm).toBeLessThan(1e-7);
    expect(at(found.theta, 0)).toBeCloseTo(1, 7);
    expect(at(found.theta, 1)).toBeCloseTo(1, 7);
    expect(found.evaluations).toBeLessThan(80);
  });

  it('finds the minimum of any badly scaled convex quadratic', () => {
    const value = fc.double({ min: -5, max: 5, noNaN: true });
    const scale = fc.double({ min: 1e-2, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, scale), { minLength: 1, maxLength: 5 }), (pairs) => {
        const centre = pairs.map(([c]) => c);
        const found = minimise(
          quadratic(
            centre,
            pairs.map(([, d]) => d),
          ),
          new Float64Array(pairs.length),
        );
        centre.forEach((c, i) => expect(at(found.theta, i)).toBeCloseTo(c, 4));
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('steps back from a region where the objective is not finite', () => {
    const objective: Objective = (v, g) => {
      g[0] = 1 - 1 / at(v, 0);
      return at(v, 0) > 0 ? at(v, 0) - Math.log(at(v, 0)) : Number.NaN;
    };
    expect(at(minimise(objective, Float64Array.of(30)).theta, 0)).toBeCloseTo(1, 6);
  });

  it('says why it stopped when there is no minimum or no start', () => {
    const runAway: Objective = (v, g) => {
      g[0] = -Math.exp(-0.1 * at(v, 0));
      return 10 * Math.exp(-0.1 * at(v, 0));
    };
    expect(minimise(runAway, Float64Array.of(0), { bound: 20 }).stop).toBe('out_of_bounds');
    expect(minimise(rosenbrock, Float64Array.of(-1.2, 1), { maxIterations: 3 }).stop).toBe('iterations');
    const wrongGradient: Objective = (v, g) => {
      g[0] = -1;
      return at(v, 0);
    };
    expect(minimise(wrongGradient, Float64Array.of(0)).stop).toBe('no_progress');
    expect(() => minimise(() => Number.NaN, Float64Array.of(0))).toThrow(RangeError);
  });
});

describe('curvatureAt', () => {
  it('recovers the Hessian, its eigenvalues and its inverse', () => {
    // f = v0² + v0 v1 + 2 v1²: Hessian [[2, 1], [1, 4]], inverse [[4, −1], [−1, 2]] / 7.
    const objective: Objective = (v, g) => {
      g.set([2 * at(v, 0) + at(v, 1), at(v, 0) + 4 * at(v, 1)]);
      return at(v, 0) ** 2 + at(v, 0) * at(v, 1) + 2 * at(v, 1) ** 2;
    };
    const { hessian, eigenvalues, inverse } = curvatureAt(objective, new Float64Array(2));
    expect(hessian.flat().map((h) => Math.round(h * 1e6) / 1e6)).toEqual([2, 1, 1, 4]);
    expect(eigenvalues[0]).toBeCloseTo(3 - Math.SQRT2, 8);
    expect(inverse?.flat().map((h) => Math.round(h * 7e6) / 1e6)).toEqual([4, -1, -1, 2]);
  });

  it('refuses a saddle, a ridge and a point that is not finite', () => {
    expect(curvatureAt(quadratic([0, 0], [1, -1]), new Float64Array(2)).inverse).toBeNull();
    expect(curvatureAt(quadratic([0, 0], [1, 0]), new Float64Array(2)).inverse).toBeNull();
    const broken: Objective = (_, g) => {
      g.fill(Number.NaN);
      return 0;
    };
    expect(curvatureAt(broken, new Float64Array(2))).toMatchObject({ eigenvalues: [], inverse: null });
  });
});
