import { type Answer, refuse, requireRange, type Refusal } from '../answer';
import { type Estimate, type LikelihoodReason, maximumLikelihood, type Objective, type Reached } from '../optimise';
import { digamma, logBeta, logHyp2f1 } from '../special';

/** Contracts by age in periods (renewal opportunities). Index i is age i + 1. */
export interface ContractStats {
  /** Contracts that ended at the end of period i + 1. */
  readonly lost: Float64Array;
  /** Contracts still running after i + 1 renewals when last seen. */
  readonly running: Float64Array;
}

export type SbgReason = LikelihoodReason | 'too_few_periods' | 'too_few_losses';

export type SbgResult =
  | (Estimate & { readonly model: 'sbg'; readonly contracts: number })
  | (Refusal<SbgReason> & { readonly model: 'sbg'; readonly stoppedAt?: Reached });

const LEAST_LOSSES = 10;

/** From one cohort's survivors: alive[0] at the start, alive[t] after t periods. */
export function contractsFromSeries(alive: readonly number[]): ContractStats {
  requireRange(alive.length >= 2, 'a series needs a start and one period');
  requireRange(
    alive.every((n, i) => n >= 0 && (i === 0 || n <= (alive[i - 1] as number))),
    'survivors cannot grow',
  );
  const lost = Float64Array.from(alive.slice(1), (n, i) => (alive[i] as number) - n);
  const running = new Float64Array(lost.length);
  running[running.length - 1] = alive.at(-1) as number;
  return { lost, running };
}

function sbgObjective({ lost, running }: ContractStats, contracts: number): Objective {
  return (theta, gradient) => {
    const [alpha = 0, beta = 0] = theta.map(Math.exp);
    const logNorm = logBeta(alpha, beta);
    const base = digamma(alpha + beta);
    let total = 0;
    let dAlpha = 0;
    let dBeta = 0;
    for (let i = 0; i < lost.length; i += 1) {
      const t = i + 1;
      const ended = lost[i] as number;
      const open = running[i] as number;
      const shared = base - digamma(alpha + beta + t);
      total += ended * (logBeta(alpha + 1, beta + t - 1) - logNorm) + open * (logBeta(alpha, beta + t) - logNorm);
      dAlpha += ended * (1 / alpha + shared) + open * shared;
      dBeta += ended * (shared + digamma(beta + t - 1) - digamma(beta));
      dBeta += open * (shared + digamma(beta + t) - digamma(beta));
    }
    gradient[0] = (-dAlpha * alpha) / contracts;
    gradient[1] = (-dBeta * beta) / contracts;
    return -total / contracts;
  };
}

/**
 * Shifted-beta-geometric: each contract ends at the end of a period with its own p ~ beta(α, β).
 * Inputs: ContractStats (counts by age). Returns (α, β) with log-covariance.
 * Assumes discrete renewals and a constant p per contract. Fails: `too_few_periods` (2), `too_few_losses` (10),
 * reasons of maximumLikelihood. Numerics: log-beta and digamma only.
 * Source: Fader, Hardie (2007), How to project customer retention, eq. 5 and 6.
 * Checked against: .7040773 1.1820431 and .6680883 3.8060949 in formulas-and-published-fits.json.
 */
export function fitSbg(stats: ContractStats): SbgResult {
  requireRange(stats.lost.length === stats.running.length, 'lost and running differ in length');
  const losses = stats.lost.reduce((sum, n) => sum + n, 0);
  const contracts = losses + stats.running.reduce((sum, n) => sum + n, 0);
  if (stats.lost.length < 2) return { ...refuse('too_few_periods', stats.lost.length, 2), model: 'sbg' };
  if (losses < LEAST_LOSSES) return { ...refuse('too_few_losses', losses, LEAST_LOSSES), model: 'sbg' };
  const objective = sbgObjective(stats, contracts);
  const starts = [Float64Array.of(0, 0), Float64Array.of(0, 2), Float64Array.of(1, 4)];
  const found = maximumLikelihood({ objective, coarse: objective, starts, units: contracts });
  return found.ok ? { ...found, model: 'sbg', contracts } : { ...found, model: 'sbg' };
}

/** P(a contract outlives t periods), t ≥ 0 whole. */
export function sbgSurvival([alpha = 0, beta = 0]: readonly number[], t: number): number {
  return Math.exp(logBeta(alpha, beta + t) - logBeta(alpha, beta));
}

/**
 * Discounted expected lifetime Σ S(t | renewed n times) / (1 + d)^t from t = 0, in periods.
 * Inputs: params; d > 0 per period; renewals n already made (0 for a new contract). Finite for every α.
 * Source: Fader, Hardie (2010), Customer-base valuation, eq. 6. Checked against: 3.694908 and 5.922253.
 */
export function sbgDiscountedLifetime(params: readonly number[], discountPerPeriod: number, renewals = 0): number {
  requireRange(discountPerPeriod > 0, 'a discount rate must be positive');
  const [alpha = 0, beta = 0] = params;
  return Math.exp(logHyp2f1(1, beta + renewals, alpha + beta + renewals, 1 / (1 + discountPerPeriod)));
}

/** Expected tenure in periods, (α + β − 1) / (α − 1). Infinite, so refused, when α ≤ 1: use the discounted one. */
export function sbgExpectedTenure([alpha = 0, beta = 0]: readonly number[]): Answer<
  { periods: number },
  'infinite_tenure'
> {
  if (alpha <= 1) return refuse('infinite_tenure', alpha, 1);
  return { ok: true, periods: (alpha + beta - 1) / (alpha - 1) };
}
