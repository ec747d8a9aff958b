import type { Objective } from '../optimise';
import { digamma, logGamma } from '../special';
import { type Distinct, distinctOf, weightOf } from '../distinct';
import type { Rfx } from './types';

/** 0: the first purchase carries no risk of leaving (BG/NBD). 1: it does (MBG/NBD). */
export type FirstFlip = 0 | 1;

interface Parameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** Log-likelihood and its gradient by r, alpha, a, b. */
type Sums = Float64Array;

interface Tables {
  readonly first: FirstFlip;
  readonly xs: Distinct;
  readonly txs: Distinct;
  readonly Ts: Distinct;
  /** Customers at each distinct x. */
  readonly atX: Float64Array;
  readonly logTx: Float64Array;
  readonly logT: Float64Array;
}

/** The factors that depend on x alone: Γ(r + x) / Γ(r) · α^r and B(a, b + flips) / B(a, b). */
function addPurchaseTerms(sums: Sums, p: Parameters, { xs, atX, first }: Tables): void {
  const { r, alpha, a, b } = p;
  const add = (at: number, value: number): void => {
    sums[at] = (sums[at] as number) + value;
  };
  for (let k = 0; k < atX.length; k += 1) {
    const x = xs.values[k] as number;
    const n = atX[k] as number;
    const flips = x + first;
    const rate = logGamma(r + x) - logGamma(r) + r * Math.log(alpha);
    const stay = logGamma(a + b) + logGamma(b + flips) - logGamma(b) - logGamma(a + b + flips);
    const shared = digamma(a + b) - digamma(a + b + flips);
    add(0, n * (rate + stay));
    add(1, n * (digamma(r + x) - digamma(r) + Math.log(alpha)));
    add(2, (n * r) / alpha);
    add(3, n * shared);
    add(4, n * (shared + digamma(b + flips) - digamma(b)));
  }
}

/** The factor that mixes "still a customer" and "left at the last purchase", one exp and one log1p a group. */
function addHistoryTerms(sums: Sums, p: Parameters, stats: Rfx, tables: Tables): void {
  const { r, alpha, a, b } = p;
  const { txs, Ts, logTx, logT, first } = tables;
  for (let i = 0; i < logTx.length; i += 1) logTx[i] = Math.log(alpha + (txs.values[i] as number));
  for (let i = 0; i < logT.length; i += 1) logT[i] = Math.log(alpha + (Ts.values[i] as number));
  let [total = 0, dr = 0, dAlpha = 0, da = 0, db = 0] = sums;
  for (let g = 0; g < stats.x.length; g += 1) {
    const x = stats.x[g] as number;
    const n = stats.count[g] as number;
    const atEnd = logT[Ts.index[g] as number] as number;
    const power = r + x;
    const decay = 1 / (alpha + (stats.T[g] as number));
    total -= n * power * atEnd;
    dr -= n * atEnd;
    dAlpha -= n * power * decay;
    if (x + first === 0) continue;
    const gap = atEnd - (logTx[txs.index[g] as number] as number);
    const logOdds = power * gap + Math.log(a / (b + x + first - 1));
    const left = 1 / (1 + Math.exp(-logOdds));
    total += n * (logOdds > 0 ? logOdds + Math.log1p(Math.exp(-logOdds)) : Math.log1p(Math.exp(logOdds)));
    dr += n * left * gap;
    dAlpha -= n * power * left * (1 / (alpha + (stats.tx[g] as number)) - decay);
    da += (n * left) / a;
    db -= (n * left) / (b + x + first - 1);
  }
  sums.set([total, dr, dAlpha, da, db]);
}

/**
 * The likelihood of the beta-geometric family, in which a customer may leave only right after a purchase.
 * Inputs: grouped histories in weeks; `first` picks BG/NBD or MBG/NBD.
 * Returns minus the mean log-likelihood (without x!) as a function of (ln r, ln α, ln a, ln b), with its gradient.
 * Numerics: in logs throughout; Γ and ψ once for each distinct x, logarithms of days once for each distinct day.
 * Source: Fader, Hardie, Lee (2005) eq. 6; Batislam, Denizel, Filiztekin (2007).
 */
export function betaGeometricObjective(stats: Rfx, first: FirstFlip): Objective {
  const xs = distinctOf(stats.x);
  const txs = distinctOf(stats.tx);
  const Ts = distinctOf(stats.T);
  const atX = weightOf(xs, stats.count);
  const customers = atX.reduce((sum, n) => sum + n, 0);
  const logTx = new Float64Array(txs.values.length);
  const logT = new Float64Array(Ts.values.length);
  const tables = { first, xs, txs, Ts, atX, logTx, logT };
  return (theta, gradient) => {
    const [r = 0, alpha = 0, a = 0, b = 0] = theta.map(Math.exp);
    const sums = new Float64Array(5);
    addPurchaseTerms(sums, { r, alpha, a, b }, tables);
    addHistoryTerms(sums, { r, alpha, a, b }, stats, tables);
    const [total = 0, dr = 0, dAlpha = 0, da = 0, db = 0] = sums;
    gradient.set([(-dr * r) / customers, (-dAlpha * alpha) / customers, (-da * a) / customers, (-db * b) / customers]);
    return -total / customers;
  };
}
