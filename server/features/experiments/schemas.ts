import { z } from 'zod';

const column = z.string().min(1, 'is the name of a column');

export const metricKinds = ['proportion', 'mean'] as const;

const experimentMetric = z.object({ column, kind: z.enum(metricKinds) });
export type ExperimentMetric = z.infer<typeof experimentMetric>;

/**
 * How a file of units is read as an experiment. The first metric is the primary one; shares are planned parts by arm, equal
 * where there are none.
 */
export const experimentPlan = z.object({
  /** `row`: every row is a unit. */
  unit: column,
  arm: column,
  control: z.string().min(1, 'is the value of the control arm'),
  metrics: z.array(experimentMetric).min(1, 'names at least one metric').max(20),
  shares: z.record(z.string(), z.number().positive('is above 0')).optional(),
  covariate: column.optional(),
  segments: z.array(column).max(20).default([]),
  /** Units at which an interval that may be looked at daily is tightest; undefined for one look at the end. */
  planned: z.int().positive('is a number of units').optional(),
  /** Smallest difference of the primary metric worth having, in its unit. */
  smallest: z.number().positive('is above 0').optional(),
});
export type ExperimentPlan = z.infer<typeof experimentPlan>;

/** Where the interval and the p keep their word, or what is missing. */
export type Region = { ok: true } | { ok: false; reason: string; have: number; need: number };

/** Treatment against control on one metric; null where the data define no such number. */
export interface ExperimentContrast {
  arm: string;
  metric: string;
  n: { control: number; treatment: number };
  control: number;
  treatment: number;
  difference: number;
  ciLow: number | null;
  ciHigh: number | null;
  waldLow?: number;
  waldHigh?: number;
  standardError: number | null;
  relative: number | null;
  relativeLow: number | null;
  relativeHigh: number | null;
  statistic: number | null;
  df?: number;
  p: number | null;
  /** Benjamini–Hochberg over all contrasts. */
  pAdjusted: number | null;
  region: Region;
  sequential?: { ciLow: number; ciHigh: number; p: number };
  cuped?: { difference: number; standardError: number; varianceReduction: number };
}

export interface SegmentContrast {
  column: string;
  value: string;
  arm: string;
  metric: string;
  n: { control: number; treatment: number };
  difference: number;
  standardError: number | null;
  p: number | null;
  /** Benjamini–Hochberg over all segments of this metric. */
  pAdjusted: number | null;
  region: Region;
}

/** Of a column with two values: the difference where it is the second minus the difference where it is the first. */
export interface SegmentInteraction {
  column: string;
  arm: string;
  metric: string;
  from: string;
  to: string;
  difference: number;
  standardError: number;
  z: number;
  p: number;
}

export interface ExperimentReport {
  srm: { chiSquare: number; df: number; p: number; mismatch: boolean };
  contrasts: ExperimentContrast[];
  segments: SegmentContrast[];
  interactions: SegmentInteraction[];
  verdict: { word: string; reason: string };
  arms: { arm: string; units: number; share: number }[];
}
