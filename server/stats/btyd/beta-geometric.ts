import { betaLowerTail, logBeta, logGamma, logHyp2f1 } from '../special';
import type { FirstFlip } from './beta-geometric-likelihood';
import type { History } from './types';

/** A customer known to be one at T: purchase rate λ ~ gamma(shape, rate), risk after a purchase p ~ beta(a, b). */
interface Posterior {
  readonly shape: number;
  readonly rate: number;
  readonly a: number;
  readonly b: number;
}

function posteriorOf(params: readonly number[], { x, T }: History, first: FirstFlip): Posterior {
  const [r = 0, alpha = 0, a = 0, b = 0] = params;
  return { shape: r + x, rate: alpha + T, a, b: b + x + first };
}

/** P(alive) = 1 / (1 + a / (b + flips − 1) ((α + T) / (α + tx))^(r + x)); 1 where no purchase carried a risk. */
export function betaGeometricAlive(params: readonly number[], { x, tx, T }: History, first: FirstFlip): number {
  const [r = 0, alpha = 0, a = 0, b = 0] = params;
  if (x + first === 0) return 1;
  const logOdds = (r + x) * (Math.log(alpha + T) - Math.log(alpha + tx)) + Math.log(a / (b + x + first - 1));
  return 1 / (1 + Math.exp(logOdds));
}

/** E[f(p)] over p ~ beta(a, b) by the trapezoid rule on logit p; error e^(−2π²/step) for analytic f. */
function overRisk({ a, b }: Posterior, f: (p: number) => number): number {
  const step = Math.min(0.5, 0.7 / Math.sqrt(a));
  const logNorm = logBeta(a, b);
  const at = (logit: number): number => {
    const logWeight = -a * Math.log1p(Math.exp(-logit)) - b * Math.log1p(Math.exp(logit)) - logNorm;
    return Math.exp(logWeight) * f(1 / (1 + Math.exp(-logit)));
  };
  const mode = Math.log(a / b);
  let sum = at(mode);
  for (const direction of [step, -step]) {
    for (let logit = mode + direction; Math.abs(logit) < 700; logit += direction) {
      const term = at(logit);
      sum += term;
      if (term < 1e-12 * sum) break;
    }
  }
  return sum * step;
}

/**
 * E[purchases in the next t weeks | alive] = E over p of (1 − (1 + p t/rate)^−shape) / p.
 * Numerics: (a + b − 1)/(a − 1) [1 − (1 − z)^shape ₂F₁(shape, b; a + b − 1; z)] after Euler's transform, with the
 * pole at a = 1 and the zero at a + b = 1 divided out, so neither needs a case; 1e-13. Where its terms would cancel
 * (shape far above a + b) or (1 − z)^a underflow, quadrature takes over.
 */
function meanWhileAlive(posterior: Posterior, t: number): number {
  const { shape, rate, a, b } = posterior;
  const c = a + b - 1;
  const z = t / (rate + t);
  const log1mz = -Math.log1p(t / rate);
  const cancels = shape - c > 5 || (a - 1) * log1mz < -300;
  if (cancels) return overRisk(posterior, (p) => -Math.expm1(-shape * Math.log1p((p * t) / rate)) / p);
  const whole = a === 1 ? -log1mz : -Math.expm1((a - 1) * log1mz) / (a - 1);
  let term = (c - shape) * z;
  let sum = term;
  for (let k = 1; k < 1_000_000 && Math.abs(term) > 1e-16 * Math.abs(sum); k += 1) {
    term *= (((c - shape + k) * (a + k - 1)) / ((c + k) * (k + 1))) * z;
    sum += term;
  }
  return c * whole - Math.exp((a - 1) * log1mz) * sum;
}

/** E[N(N − 1)] of the purchases N in the next t weeks given p, over λ: 2 (1 − p)/p² [1 − E e^(−λpt)(1 + λpt)]. */
function pairsGivenRisk(p: number, shape: number, w: number): number {
  const q = p * w;
  if ((shape + 1) * q < 1e-3) return (1 - p) * shape * (shape + 1) * w * w * (1 - (2 * (shape + 2) * q) / 3);
  const stays = Math.exp(-shape * Math.log1p(q)) * (1 + (shape * q) / (1 + q));
  return ((2 * (1 - p)) / (p * p)) * (1 - stays);
}

/** E[purchases in (T, T + t] | history]. */
export function betaGeometricExpected(p: readonly number[], history: History, t: number, first: FirstFlip): number {
  return betaGeometricAlive(p, history, first) * meanWhileAlive(posteriorOf(p, history, first), t);
}

/** Var[purchases in (T, T + t] | history] at known parameters. */
export function betaGeometricVariance(p: readonly number[], history: History, t: number, first: FirstFlip): number {
  if (t === 0) return 0;
  const alive = betaGeometricAlive(p, history, first);
  const posterior = posteriorOf(p, history, first);
  const mean = alive * meanWhileAlive(posterior, t);
  return (
    alive * overRisk(posterior, (p) => pairsGivenRisk(p, posterior.shape, t / posterior.rate)) + mean - mean * mean
  );
}

/** E[repeat purchases in (0, t]] of a new customer. */
export function betaGeometricByTime(p: readonly number[], t: number, first: FirstFlip): number {
  const fresh = posteriorOf(p, { x: 0, tx: 0, T: 0 }, first);
  const [, , a = 0, b = 0] = p;
  const staysAfterFirst = first === 1 ? b / (a + b) : 1;
  return staysAfterFirst * meanWhileAlive(fresh, t);
}

/**
 * P(leaves in (T, T + t] | a customer at T) = 1 − E e^(−λpt): 1 − (1 − z)^shape ₂F₁(shape, b; a + b; z).
 * Numerics: 1 − exp of a logarithm by expm1, so small horizons keep their digits.
 */
export function betaGeometricDropout(p: readonly number[], history: History, t: number, first: FirstFlip): number {
  const { shape, rate, a, b } = posteriorOf(p, history, first);
  const logStays = -shape * Math.log1p(t / rate) + logHyp2f1(shape, b, a + b, t / (rate + t));
  return -Math.expm1(Math.min(0, logStays));
}

/**
 * P(x repeat purchases in (0, t]) of a new BG/NBD customer: still here after x, or left at the x-th.
 * Source: Fader, Hardie, Lee (2005) eq. 8, whose finite sum is an incomplete beta function.
 */
export function bgnbdProbability([r = 0, alpha = 0, a = 0, b = 0]: readonly number[], x: number, t: number): number {
  const logCount = logGamma(r + x) - logGamma(r) - logGamma(x + 1) + r * Math.log(alpha / (alpha + t));
  const logShare = x === 0 ? 0 : x * Math.log(t / (alpha + t));
  const stays = Math.exp(logBeta(a, b + x) - logBeta(a, b) + logCount + logShare);
  if (x === 0) return stays;
  return stays + Math.exp(logBeta(a + 1, b + x - 1) - logBeta(a, b)) * betaLowerTail(t / (alpha + t), x, r);
}
