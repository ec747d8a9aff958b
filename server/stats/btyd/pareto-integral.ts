import { gaussLegendre } from '../special';

const FINE = gaussLegendre(24);
const COARSE = gaussLegendre(12);
const NEGLIGIBLE = 38;

/** ln of the integral and the averages of the integrand's logarithmic derivatives over it. */
export interface LeavingIntegral {
  logValue: number;
  /** Mean of ln(α + y), ln(β + y), 1/(α + y), 1/(β + y) under the normalised integrand. */
  logAlpha: number;
  logBeta: number;
  invAlpha: number;
  invBeta: number;
}

export interface LeavingShape {
  readonly alpha: number;
  readonly beta: number;
  /** r + x */
  readonly power: number;
  /** s + 1 */
  readonly decay: number;
}

/** Where the concave log-integrand has fallen by 38 from its start: Newton from the right end never undershoots. */
function usefulRange(shape: LeavingShape, from: number, end: number, shift: number): number {
  const { alpha, beta, power, decay } = shape;
  const scale = shift + from;
  const height = (y: number, u: number): number =>
    u - power * Math.log((alpha + y) / (alpha + from)) - decay * Math.log((beta + y) / (beta + from));
  let u = end;
  for (let step = 0; step < 12; step += 1) {
    const y = scale * Math.exp(u) - shift;
    const value = height(y, u) + NEGLIGIBLE;
    if (value > -2) break;
    const slope = 1 - (power * (y + shift)) / (alpha + y) - (decay * (y + shift)) / (beta + y);
    u -= value / slope;
  }
  return u;
}

/**
 * ∫ (α + y)^−(r+x) (β + y)^−(s+1) dy from tx to T: the weight of having left since the last purchase (Pareto/NBD).
 * Inputs: shape (positive numbers), from = tx < to = T in weeks; fills `out`.
 * Numerics: y = (m + tx) eᵘ − m with m = min(α, β) makes a log-concave analytic integrand whose nearest singularity
 * is π away; its far tail below e⁻³⁸ is cut, then 12- or 24-point Gauss–Legendre, all relative to the start of the
 * range. The usual difference of two ₂F₁ cancels when tx is near T and overflows for x > 200; this does neither.
 * Source: Fader, Hardie (2005), A note on deriving the Pareto/NBD model, before its eq. 15.
 * Checked against: mpmath to 1e-11 over the parameters of tests/unit/stats/btyd/pareto-integral.test.ts.
 */
export function leavingIntegral(shape: LeavingShape, from: number, to: number, out: LeavingIntegral): void {
  const { alpha, beta, power, decay } = shape;
  const shift = Math.min(alpha, beta);
  const scale = shift + from;
  const full = Math.log((shift + to) / scale);
  const range = usefulRange(shape, from, full, shift);
  const startAlpha = Math.log(alpha + from);
  const startBeta = Math.log(beta + from);
  const drop = power * Math.log1p((to - from) / (alpha + from)) + decay * Math.log1p((to - from) / (beta + from));
  const rule = drop < 6 && full < 1.2 ? COARSE : FINE;
  let sum = 0;
  let logAlpha = 0;
  let logBeta = 0;
  let invAlpha = 0;
  let invBeta = 0;
  // With m = α, ln(α + y) is u itself up to a constant; with m = β, ln(β + y) is: one logarithm a node is saved.
  const smallAlpha = alpha <= beta;
  const farther = smallAlpha ? beta : alpha;
  const startNear = smallAlpha ? startAlpha : startBeta;
  for (let i = 0; i < rule.nodes.length; i += 1) {
    const u = range * (rule.nodes[i] as number);
    const near = scale * Math.exp(u);
    const far = near - shift + farther;
    const logNear = startNear + u;
    const logFar = Math.log(far);
    const la = smallAlpha ? logNear : logFar;
    const lb = smallAlpha ? logFar : logNear;
    const weight = (rule.weights[i] as number) * Math.exp(u - power * (la - startAlpha) - decay * (lb - startBeta));
    sum += weight;
    logAlpha += weight * la;
    logBeta += weight * lb;
    invAlpha += weight / (smallAlpha ? near : far);
    invBeta += weight / (smallAlpha ? far : near);
  }
  out.logValue = Math.log(sum * range * scale) - power * startAlpha - decay * startBeta;
  out.logAlpha = logAlpha / sum;
  out.logBeta = logBeta / sum;
  out.invAlpha = invAlpha / sum;
  out.invBeta = invBeta / sum;
}
