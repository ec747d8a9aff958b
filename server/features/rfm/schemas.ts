import { z } from 'zod';
import { isStoredDay, notStoredDay } from '@/db/schema/days.constants';

export const rfmInput = z.object({
  /** The day at whose end customers are looked at, in the workspace's zone; the as-of day where absent. */
  at: z.iso.date({ error: 'must be a day such as 2026-01-31' }).refine(isStoredDay, notStoredDay).optional(),
});
export type RfmInput = z.infer<typeof rfmInput>;

export const rfmScores = ['1', '2', '3', '4', '5'] as const;
export type RfmScore = (typeof rfmScores)[number];

/** How a measure lies over the customers; `edges`: its 20th, 40th, 60th and 80th percentile (linear, type 7). */
export interface RfmSpread {
  mean: number;
  median: number;
  edges: number[];
}

/** Customers of one combination of scores. */
export interface RfmCell {
  r: number;
  f: number;
  m: number;
  customers: number;
  netMinor: number;
}

/** The values of a measure that have a score: recency in days, frequency in purchase days. */
export interface RfmBound {
  score: number;
  low: number;
  high: number;
}
export type RfmBounds = Record<'r' | 'f', RfmBound[]>;

/** The JSON of the command `rfm`. Money in minor units; empty means and medians are 0 with n = 0. */
export interface RfmReport {
  at: string;
  n: number;
  recencyDays: RfmSpread;
  frequency: RfmSpread;
  monetary: RfmSpread;
  /** Customers by score of each measure; ties share a score, so one may be empty. */
  scores: Record<'r' | 'f' | 'm', Record<RfmScore, number>>;
  groups: Record<string, number>;
  cells: RfmCell[];
  bounds: RfmBounds;
}

export const getCustomerRfmInput = z.object({ customerId: z.uuid() });
export type GetCustomerRfmInput = z.infer<typeof getCustomerRfmInput>;

export interface CustomerRfm {
  at: string;
  r: number;
  f: number;
  m: number;
  group: string;
}
