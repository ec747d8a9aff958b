import { z } from 'zod';
import { isStoredDay, notStoredDay } from '@/db/schema/days.constants';

const day = z.iso.date({ error: 'must be a day such as 2026-01-31' }).refine(isStoredDay, notStoredDay);

/** Both days are included, in the workspace's zone. Without a holdout nothing is tested on days that were not fitted. */
export const fitClvInput = z
  .object({
    calibrateUntil: day,
    holdoutUntil: day.optional(),
    horizonWeeks: z.int().min(1).max(260).default(52),
  })
  .refine(({ calibrateUntil, holdoutUntil }) => holdoutUntil === undefined || holdoutUntil > calibrateUntil, {
    path: ['holdoutUntil'],
    error: 'must be after the end of calibration',
  });
export type FitClvInput = z.infer<typeof fitClvInput>;

export const cancelFitInput = z.object({ fitId: z.uuid() });
export type CancelFitInput = z.infer<typeof cancelFitInput>;

export type ClvModel = 'nbd' | 'bgnbd' | 'mbgnbd' | 'paretonbd';

export interface ClvCandidate {
  model: ClvModel;
  ok: boolean;
  reason?: string;
  have?: number;
  need?: number;
  /** Empty where the fit was refused. */
  params: Record<string, number>;
  /** 95 % intervals by name, none where too few bought again; `high` null where the data set no bound. */
  intervals: Record<string, { low: number; high: number | null }>;
  logLik: number | null;
  bic: number | null;
  /** `mae` per customer in purchases, `meanWeeklyError` in cumulative purchases of all. */
  holdout?: { predicted: number; actual: number; mae: number; meanWeeklyError: number };
}

export interface ClvGate {
  gate: string;
  ok: boolean;
  have: number;
  need: number;
}

/** Spend of a purchase day in units of the currency, among customers with repeat purchases of known amount. */
export interface ClvSpend {
  ok: boolean;
  reason?: string;
  have?: number;
  need?: number;
  params: Record<string, number>;
  logLik: number | null;
  correlation: number | null;
  correlationInterval: { low: number; high: number } | null;
  populationMean: number | null;
  spenders: number;
  /** Customers left out because an amount of theirs is unknown. */
  unknown: number;
}

/** The chosen model on days that it had not seen. Spend in units of the currency; `byFrequency` in means per customer. */
export interface ClvHoldout {
  predicted: number;
  actual: number;
  /** 95 % prediction interval of `predicted`, without model error. */
  predictedLow: number;
  predictedHigh: number;
  predictedSpend: number | null;
  actualSpend: number | null;
  mae: number;
  weeks: number;
  byFrequency: { x: number; orMore: boolean; customers: number; actual: number; predicted: number }[];
  /** Cumulative purchases since the end of calibration. */
  weekly: { week: number; predicted: number; actual: number }[];
}

export interface ValueBin {
  from: number;
  to: number;
  customers: number;
  value: number;
}

/** Expected purchases and spend after the last day, by the chosen model fitted to all days. Units of the currency. */
export interface ClvForecast {
  from: string;
  horizonWeeks: number;
  customers: number;
  params: Record<string, number>;
  purchases: { expected: number; low: number; high: number };
  /** Mean probability of still being a customer; null under a model that gives 1 to everyone without a repeat purchase. */
  alive: number | null;
  /** Undefined where spend could not be modelled. */
  value?: {
    total: number;
    totalLow: number;
    totalHigh: number;
    mean: number;
    median: number;
    p10: number;
    p90: number;
    /** Share of all value that the most valuable quarter of customers holds. */
    topQuarterShare: number;
    bins: ValueBin[];
  };
}

/** The JSON of the command `clv fit`, and what the Value page shows beside it. */
export interface ClvReport {
  chosen: ClvModel | null;
  why: string;
  candidates: ClvCandidate[];
  spend: ClvSpend;
  gates: ClvGate[];
  holdout: ClvHoldout | null;
  forecast: ClvForecast | null;
  customers: number;
  repeaters: number;
}

export interface ClvRun extends ClvReport {
  id: string;
  input: FitClvInput;
  startedBy: string;
  createdAt: Date;
}

/** What a scoring of all customers keeps: `atRisk` in minor units, or in purchases where spend could not be modelled. */
export interface RiskResult {
  model: ClvModel;
  /** Last day that is known; the horizon begins with the next. */
  from: string;
  horizonDays: number;
  measure: 'money' | 'purchases';
  customers: number;
  lost: number;
  atRisk: number;
  /** 95 % interval of `atRisk` from not knowing the parameters; needs that many customers. */
  interval: { ok: true; low: number; high: number } | { ok: false; have: number; need: number };
}

export const getCustomerScoresInput = z.object({ customerId: z.uuid() });
export type GetCustomerScoresInput = z.infer<typeof getCustomerScoresInput>;

/** What is expected and the ends of its 80 % prediction interval. */
export interface Foreseen {
  expected: number;
  low: number;
  high: number;
}

export type CustomerScores =
  /** No value run, a gate that failed, or no model that fits. */
  | { state: 'no_model' }
  /** Nothing bought up to the run's last day. */
  | { state: 'no_orders' }
  | {
      state: 'scored';
      model: ClvModel;
      /** Last day that the run knows; the horizon begins with the next. */
      from: string;
      horizonWeeks: number;
      purchases: Foreseen;
      valueMinor: Foreseen | null;
      risk: {
        measure: RiskResult['measure'];
        horizonDays: number;
        pAlive: number;
        chance: number;
        chanceLow: number | null;
        chanceHigh: number | null;
        value: number;
        atRisk: number;
        isLost: boolean;
        /** Place in the queue; null for the lost. */
        rank: number | null;
      } | null;
    };
