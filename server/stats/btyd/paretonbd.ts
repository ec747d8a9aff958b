import { requireRange } from '../answer';
import { gaussLegendre, logTricomiU } from '../special';
import { fitByLikelihood, startingRate } from './fit';
import { leavingIntegral } from './pareto-integral';
import { emptyIntegral, paretoNbdObjective, shareOf } from './paretonbd-likelihood';
import type { BtydLikelihood, BtydModel, History } from './types';

const RULE = gaussLegendre(16);

const likelihood: BtydLikelihood = {
  name: 'paretonbd',
  parameterNames: ['r', 'alpha', 's', 'beta'],
  objective: paretoNbdObjective,
  start: (stats) => {
    const { logR, logAlpha, meanWeeks } = startingRate(stats);
    return Float64Array.of(logR, logAlpha, Math.log(0.6), Math.log(meanWeeks / 2));
  },
};

function pAlive(params: readonly number[], { x, tx, T }: History): number {
  const [r = 0, alpha = 0, s = 0, beta = 0] = params;
  const out = emptyIntegral();
  leavingIntegral({ alpha, beta, power: r + x, decay: s + 1 }, tx, T, out);
  return shareOf(-(r + x) * Math.log(alpha + T) - s * Math.log(beta + T), Math.log(s) + out.logValue);
}

/** E[weeks as a customer within the next t] of someone whose rate of leaving is gamma(s, c); finite at s = 1. */
function meanStay(s: number, c: number, t: number): number {
  const growth = Math.log1p(t / c);
  return s === 1 ? c * growth : (c * -Math.expm1((1 - s) * growth)) / (s - 1);
}

/** E[(weeks as a customer within the next t)²] = ∫ 2u (c / (c + u))^s du. */
function meanSquareStay(s: number, c: number, t: number): number {
  let sum = 0;
  RULE.nodes.forEach((node, i) => {
    const u = node * t;
    sum += (RULE.weights[i] as number) * 2 * u * Math.exp(-s * Math.log1p(u / c));
  });
  return sum * t;
}

function expectedPurchases(params: readonly number[], history: History, horizonWeeks: number): number {
  const [r = 0, alpha = 0, s = 0, beta = 0] = params;
  const rate = (r + history.x) / (alpha + history.T);
  return pAlive(params, history) * rate * meanStay(s, beta + history.T, horizonWeeks);
}

function purchaseVariance(params: readonly number[], history: History, horizonWeeks: number): number {
  const [r = 0, alpha = 0, s = 0, beta = 0] = params;
  const shape = r + history.x;
  const rate = alpha + history.T;
  const pairs = ((shape * (shape + 1)) / (rate * rate)) * meanSquareStay(s, beta + history.T, horizonWeeks);
  const mean = expectedPurchases(params, history, horizonWeeks);
  return pAlive(params, history) * pairs + mean - mean * mean;
}

/**
 * Pareto/NBD: purchases at rate λ ~ gamma(r, α) while a customer; the life is exponential with rate μ ~ gamma(s, β).
 * Inputs: histories in weeks. Returns see BtydModel; α and β are in weeks.
 * Assumes λ and μ independent and constant. Fails: FitReason of fit.ts. Numerics: paretonbd-likelihood.ts.
 * Source: Schmittlein, Morrison, Colombo (1987), Counting your customers; Fader, Hardie (2005) notes.
 * Checked against: BTYD and lifetimes figures in tests/golden/cdnow-sample.json and btyd.json.
 */
export const paretonbd: BtydModel = {
  ...likelihood,
  fit: (stats) => fitByLikelihood(likelihood, stats),
  pAlive,
  expectedPurchases,
  purchaseVariance,
  dropoutProbability: ([, , s = 0, beta = 0], { T }, weeks) => -Math.expm1(-s * Math.log1p(weeks / (beta + T))),
  expectedByTime: (params, tWeeks) => {
    const [r = 0, alpha = 0, s = 0, beta = 0] = params;
    return (r / alpha) * meanStay(s, beta, tWeeks);
  },
};

/**
 * Discounted expected residual transactions: present value of all future purchases, one unit each.
 * Inputs: Pareto/NBD params; history in weeks; `discountPerWeek` a continuous rate δ > 0 (yearly d: ln(1 + d) / 52).
 * Returns purchases (present value). Fails: RangeError unless δ > 0.
 * Source: Fader, Hardie, Lee (2005), RFM and CLV, eq. 2. Checked against: 1.864183328 in
 * tests/golden/formulas-and-published-fits.json.
 */
export function discountedResidualPurchases(
  params: readonly number[],
  history: History,
  discountPerWeek: number,
): number {
  requireRange(discountPerWeek > 0, 'a discount rate must be positive');
  const [r = 0, alpha = 0, s = 0, beta = 0] = params;
  const c = beta + history.T;
  const logStay = s * Math.log(c) + (s - 1) * Math.log(discountPerWeek) + logTricomiU(s, s, discountPerWeek * c);
  return ((pAlive(params, history) * (r + history.x)) / (alpha + history.T)) * Math.exp(logStay);
}
