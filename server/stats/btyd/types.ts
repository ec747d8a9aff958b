import type { Refusal } from '../answer';
import type { Estimate, LikelihoodReason, Objective, Reached } from '../optimise';

/** One customer's purchase history. A purchase is a purchase day; same-day purchases are merged. */
export interface History {
  /** Repeat purchases: purchase days after the first. */
  readonly x: number;
  /** Weeks from the first purchase to the last; 0 when x = 0. */
  readonly tx: number;
  /** Weeks from the first purchase to the end of observation, tx ≤ T. */
  readonly T: number;
}

/** Sufficient statistics: parallel arrays, one entry for each distinct (x, tx, T), `count` customers sharing it. */
export interface Rfx {
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  readonly count: Float64Array;
}

export type BtydName = 'nbd' | 'bgnbd' | 'mbgnbd' | 'paretonbd';

export type FitReason = LikelihoodReason | 'no_customers' | 'no_repeat_purchases';

/** Parameters are in the order of the model's `parameterNames`; the log-likelihood is without the x! term. */
export interface FittedModel extends Estimate {
  readonly model: BtydName;
  readonly customers: number;
}

export interface RefusedFit extends Refusal<FitReason> {
  readonly model: BtydName;
  /** Not an estimate: where the search stopped, so that a screen can show what ran away. */
  readonly stoppedAt?: Reached;
}

export type FitResult = FittedModel | RefusedFit;

/** What a model must say about itself for the common fit: parameters are positive and searched as logarithms. */
export interface BtydLikelihood {
  readonly name: BtydName;
  readonly parameterNames: readonly string[];
  /** Minus the mean log-likelihood per customer as a function of log-parameters, with its gradient. */
  objective(stats: Rfx): Objective;
  start(stats: Rfx): Float64Array;
}

export interface BtydModel extends BtydLikelihood {
  fit(stats: Rfx): FitResult;
  /** P(still a customer at T | history), in [0, 1]. */
  pAlive(params: readonly number[], history: History): number;
  /** E[purchases in (T, T + horizonWeeks] | history]. */
  expectedPurchases(params: readonly number[], history: History, horizonWeeks: number): number;
  /** Var[purchases in (T, T + horizonWeeks] | history] at known parameters. */
  purchaseVariance(params: readonly number[], history: History, horizonWeeks: number): number;
  /** P(stops being a customer in (T, T + horizonWeeks] | a customer at T), in [0, 1]. */
  dropoutProbability(params: readonly number[], history: History, horizonWeeks: number): number;
  /** E[repeat purchases in (0, tWeeks]] of a customer just acquired. */
  expectedByTime(params: readonly number[], tWeeks: number): number;
}
