import { requireRange } from '../answer';

/** Nodes in (0, 1), ascending, and weights that sum to 1. */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

function legendre(n: number, x: number): { value: number; slope: number } {
  let previous = 1;
  let value = x;
  for (let k = 2; k <= n; k += 1) {
    const next = ((2 * k - 1) * x * value - (k - 1) * previous) / k;
    previous = value;
    value = next;
  }
  return { value, slope: (n * (x * value - previous)) / (x * x - 1) };
}

/**
 * The n-point Gauss–Legendre rule on [0, 1], exact for polynomials of degree 2n − 1.
 * Input: n ≥ 2. Fails: RangeError. Numerics: Newton from the asymptotic root, to 1e-16.
 * Source: Press et al. (2007), Numerical recipes, 4.6. Checked against: moments and exp in tests/unit/stats/special.
 */
export function gaussLegendre(n: number): QuadratureRule {
  requireRange(Number.isInteger(n) && n >= 2, 'a quadrature rule needs n ≥ 2');
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    for (let step = 0; step < 8; step += 1) {
      const { value, slope } = legendre(n, x);
      x -= value / slope;
    }
    const { slope } = legendre(n, x);
    nodes[n - 1 - i] = (1 + x) / 2;
    weights[n - 1 - i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}
