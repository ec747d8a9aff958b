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
  name: 'mbgnbd',
  parameterNames: ['r', 'alpha', 'a', 'b'],
  objective: (stats) => betaGeometricObjective(stats, 1),
  start: (stats) => {
    const { logR, logAlpha } = startingRate(stats);
    return Float64Array.of(logR, logAlpha, Math.log(0.7), Math.log(2));
  },
};

/**
 * MBG/NBD: as BG/NBD, but the customer may leave after the first purchase too, so P(alive) < 1 without repeats.
 * Inputs: histories in weeks. Returns see BtydModel; α in weeks.
 * Assumes λ ~ gamma(r, α) and p ~ beta(a, b) independent and constant. Fails: FitReason of fit.ts.
 * Numerics: beta-geometric.ts. Source: Batislam, Denizel, Filiztekin (2007); Hoppe, Wagner (2007).
 * Checked against: lifetimes and BTYDplus in tests/golden (cdnow-sample, btyd).
 */
export const mbgnbd: BtydModel = {
  ...likelihood,
  fit: (stats) => fitByLikelihood(likelihood, stats),
  pAlive: (params, history) => betaGeometricAlive(params, history, 1),
  expectedPurchases: (params, history, weeks) => betaGeometricExpected(params, history, weeks, 1),
  purchaseVariance: (params, history, weeks) => betaGeometricVariance(params, history, weeks, 1),
  dropoutProbability: (params, history, weeks) => betaGeometricDropout(params, history, weeks, 1),
  expectedByTime: (params, tWeeks) => betaGeometricByTime(params, tWeeks, 1),
};
