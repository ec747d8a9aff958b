import { z } from 'zod';
import type { RiskResult } from '@/server/features/clv/schemas';

export const listAtRiskInput = z.object({
  /** Customers under P(alive) 0.1 are lost: they are listed apart. */
  show: z.enum(['at_risk', 'lost']).default('at_risk'),
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(200).default(100),
});
export type ListAtRiskInput = z.infer<typeof listAtRiskInput>;

/** One customer's risk. Money in minor units, or purchases where the run could not model spend. */
export interface AtRiskRow {
  id: string;
  externalId: string;
  name: string;
  email: string;
  /** Chance of leaving within the horizon, with its 95 % interval. */
  chance: number;
  chanceLow: number | null;
  chanceHigh: number | null;
  pAlive: number;
  /** Expected over the horizon if still a customer. */
  value: number;
  atRisk: number;
  orders: number;
  /** Days since the last purchase at the run's last day, and between purchases so far (null after one). */
  daysSince: number;
  usualGapDays: number | null;
}

export interface AtRiskPage {
  rows: AtRiskRow[];
  total: number;
  next: string | undefined;
}

/** What the newest run says, or why there is nothing to say. */
export type RiskState =
  | { state: 'no_run' }
  /** A gate of the value model has failed, or no model with leaving fits. */
  | { state: 'refused'; reason: string }
  | { state: 'scoring' }
  | { state: 'ready'; run: RiskRun };

export interface RiskRun extends RiskResult {
  id: string;
  clvRunId: string;
  createdAt: Date;
  /** Share of what is at risk that the hundred customers with the most hold; null where nothing is. */
  topShare: number | null;
  /** Customers by chance of leaving, in tenths; the lost are not among them. */
  chances: { from: number; customers: number; atRisk: number }[];
}
