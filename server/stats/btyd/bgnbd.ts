import {
  betaGeometricAlive,
  betaGeometricByTime,
  betaGeometricDropout,
  betaGeometricExpected,
  betaGeometricVariance,
} from './beta-geometric';
import { betaGeometricObjective } from './beta-geometric-likelihood';
import { fitByLikelihood, startingRate } from './fit';
import type { BtydLikelihood, BtydModel } from './types';

const likelihood: BtydLikelihood = {
  name: 'bgnbd',
  parameterNames: ['r', 'alpha', 'a', 'b'],
  objective: (stats) => betaGeometricObjective(stats, 0),
  start: (stats) => {
    const { logR, logAlpha } = startingRate(stats);
    return Float64Array.of(logR, logAlpha, Math.log(0.7), Math.log(2));
  },
};

/**
 * BG/NBD: purchases at rate λ ~ gamma(r, α); after each repeat purchase the customer leaves with p ~ beta(a, b).
 * Inputs: histories in weeks. Returns see BtydModel; α in weeks.
 * Assumes λ and p independent and constant; nobody without a repeat purchase can have left: P(alive) is 1 there,
 * so show MBG/NBD or Pareto/NBD for them. Fails: FitReason of fit.ts. Numerics: beta-geometric.ts.
 * Source: Fader, Hardie, Lee (2005), Counting your customers the easy way.
 * Checked against: the paper, lifetimes and BTYD in tests/golden (cdnow-sample, btyd, formulas-and-published-fits).
 */
export const bgnbd: BtydModel = {
  ...likelihood,
  fit: (stats) => fitByLikelihood(likelihood, stats),
  pAlive: (params, history) => betaGeometricAlive(params, history, 0),
  expectedPurchases: (params, history, weeks) => betaGeometricExpected(params, history, weeks, 0),
  purchaseVariance: (params, history, weeks) => betaGeometricVariance(params, history, weeks, 0),
  dropoutProbability: (params, history, weeks) => betaGeometricDropout(params, history, weeks, 0),
  expectedByTime: (params, tWeeks) => betaGeometricByTime(params, tWeeks, 0),
};
