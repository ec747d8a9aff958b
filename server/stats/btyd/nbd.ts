import { digamma, logGamma } from '../special';
import type { Objective } from '../optimise';
import { distinctOf, weightOf } from '../distinct';
import { fitByLikelihood, startingRate } from './fit';
import type { BtydLikelihood, BtydModel, History, Rfx } from './types';

function nbdObjective(stats: Rfx): Objective {
  const xs = distinctOf(stats.x);
  const atX = weightOf(xs, stats.count);
  const Ts = distinctOf(stats.T);
  const atT = weightOf(Ts, stats.count);
  const purchasesAtT = weightOf(
    Ts,
    stats.count.map((n, i) => n * (stats.x[i] as number)),
  );
  const customers = atX.reduce((sum, n) => sum + n, 0);
  return (theta, gradient) => {
    const [r = 0, alpha = 0] = theta.map(Math.exp);
    let total = customers * r * Math.log(alpha);
    let dr = customers * Math.log(alpha);
    let dAlpha = (customers * r) / alpha;
    for (let k = 0; k < atX.length; k += 1) {
      const n = atX[k] as number;
      const x = xs.values[k] as number;
      total += n * (logGamma(r + x) - logGamma(r));
      dr += n * (digamma(r + x) - digamma(r));
    }
    for (let i = 0; i < atT.length; i += 1) {
      const n = atT[i] as number;
      const end = alpha + (Ts.values[i] as number);
      const power = n * r + (purchasesAtT[i] as number);
      total -= power * Math.log(end);
      dr -= n * Math.log(end);
      dAlpha -= power / end;
    }
    gradient[0] = (-dr * r) / customers;
    gradient[1] = (-dAlpha * alpha) / customers;
    return -total / customers;
  };
}

const likelihood: BtydLikelihood = {
  name: 'nbd',
  parameterNames: ['r', 'alpha'],
  objective: nbdObjective,
  start: (stats) => {
    const { logR, logAlpha } = startingRate(stats);
    return Float64Array.of(logR, logAlpha);
  },
};

function meanPurchases(params: readonly number[], { x, T }: History, horizonWeeks: number): number {
  const [r = 0, alpha = 0] = params;
  return ((r + x) / (alpha + T)) * horizonWeeks;
}

/**
 * NBD: purchases at rate λ ~ gamma(r, α) for ever; nobody leaves. The fallback when dropout cannot be told apart.
 * Inputs: histories in weeks. Returns see BtydModel; α in weeks; P(alive) is 1 by assumption, not by evidence.
 * Assumes a constant rate: over-forecasts wherever customers leave. Fails: FitReason of fit.ts.
 * Numerics: sums over distinct x and distinct T only. Source: Ehrenberg (1959); Schmittlein et al. (1987) eq. 1.
 * Checked against: CDNOW r .38477 α 12.0720 LL −9763.65761; tests/golden/btyd.json (no_dropout).
 */
export const nbd: BtydModel = {
  ...likelihood,
  fit: (stats) => fitByLikelihood(likelihood, stats),
  pAlive: () => 1,
  expectedPurchases: meanPurchases,
  purchaseVariance: (params, history, horizonWeeks) => {
    const [, alpha = 0] = params;
    return meanPurchases(params, history, horizonWeeks) * (1 + horizonWeeks / (alpha + history.T));
  },
  dropoutProbability: () => 0,
  expectedByTime: ([r = 0, alpha = 0], tWeeks) => (r / alpha) * tWeeks,
};
