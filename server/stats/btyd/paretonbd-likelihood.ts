import type { Objective } from '../optimise';
import { digamma, logGamma } from '../special';
import { distinctOf, weightOf } from '../distinct';
import { type LeavingIntegral, leavingIntegral } from './pareto-integral';
import type { Rfx } from './types';

export function emptyIntegral(): LeavingIntegral {
  return { logValue: 0, logAlpha: 0, logBeta: 0, invAlpha: 0, invBeta: 0 };
}

/** P(left before T | history), from the log-weights of "still a customer" and "left since". */
export function shareOf(logPart: number, logOther: number): number {
  return 1 / (1 + Math.exp(logOther - logPart));
}

function logAddExp(p: number, q: number): number {
  const high = Math.max(p, q);
  return high === -Infinity ? high : high + Math.log1p(Math.exp(Math.min(p, q) - high));
}

/** Terms of every group: ln [ (α+T)^−(r+x) (β+T)^−s + s ∫ (α+y)^−(r+x) (β+y)^−(s+1) dy ], with the gradient. */
function addHistoryTerms(sums: Float64Array, params: Float64Array, stats: Rfx): void {
  const [r = 0, alpha = 0, s = 0, beta = 0] = params;
  const integral = emptyIntegral();
  const logS = Math.log(s);
  let [total = 0, dr = 0, dAlpha = 0, ds = 0, dBeta = 0] = sums;
  for (let g = 0; g < stats.x.length; g += 1) {
    const T = stats.T[g] as number;
    const n = stats.count[g] as number;
    const power = r + (stats.x[g] as number);
    leavingIntegral({ alpha, beta, power, decay: s + 1 }, stats.tx[g] as number, T, integral);
    const logEndAlpha = Math.log(alpha + T);
    const logEndBeta = Math.log(beta + T);
    const stayed = -power * logEndAlpha - s * logEndBeta;
    const went = logS + integral.logValue;
    const left = shareOf(went, stayed);
    total += n * logAddExp(stayed, went);
    dr -= n * ((1 - left) * logEndAlpha + left * integral.logAlpha);
    dAlpha -= n * power * ((1 - left) / (alpha + T) + left * integral.invAlpha);
    ds += n * (left / s - (1 - left) * logEndBeta - left * integral.logBeta);
    dBeta -= n * (((1 - left) * s) / (beta + T) + left * (s + 1) * integral.invBeta);
  }
  sums.set([total, dr, dAlpha, ds, dBeta]);
}

/**
 * The Pareto/NBD likelihood: purchases at a gamma-distributed rate until an exponential life of gamma rate ends.
 * Inputs: grouped histories, weeks. Returns minus the mean log-likelihood (without x!) as a function of
 * (ln r, ln α, ln s, ln β), with its gradient.
 * Numerics: quadrature of the leaving integral in logs (pareto-integral.ts), so values and gradients share nodes
 * and x up to 500 with small α stay finite. Source: Schmittlein, Morrison, Colombo (1987); Fader, Hardie (2005).
 */
export function paretoNbdObjective(stats: Rfx): Objective {
  const xs = distinctOf(stats.x);
  const weights = weightOf(xs, stats.count);
  const customers = weights.reduce((sum, n) => sum + n, 0);
  return (theta, gradient) => {
    const params = theta.map(Math.exp);
    const [r = 0, alpha = 0, s = 0, beta = 0] = params;
    const shared = r * Math.log(alpha) + s * Math.log(beta);
    const sums = new Float64Array(5);
    sums[2] = (customers * r) / alpha;
    sums[4] = (customers * s) / beta;
    sums[3] = customers * Math.log(beta);
    for (let k = 0; k < weights.length; k += 1) {
      const x = xs.values[k] as number;
      const n = weights[k] as number;
      sums[0] = (sums[0] as number) + n * (logGamma(r + x) - logGamma(r) + shared);
      sums[1] = (sums[1] as number) + n * (digamma(r + x) - digamma(r) + Math.log(alpha));
    }
    addHistoryTerms(sums, params, stats);
    for (let i = 0; i < 4; i += 1) gradient[i] = (-(sums[i + 1] as number) * (params[i] as number)) / customers;
    return -(sums[0] as number) / customers;
  };
}
