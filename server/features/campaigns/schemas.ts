import { z } from 'zod';
import type { SealedRule } from '@/db/schema/segments.constants';
import { type Arm, campaignChannels, campaignMetrics, campaignStates } from '@/db/schema/campaigns.constants';

/**
 * What is read when the window has passed; sealed at launch. `smallest` is the smallest effect worth having: a share for
 * `ordered` and `event`, minor units a customer for `net_revenue`.
 */
export const campaignPlan = z
  .object({
    metric: z.enum(campaignMetrics),
    event: z.string().min(1).max(512).optional(),
    windowDays: z.int().min(1).max(365),
    alpha: z.number().min(0.001).max(0.5).default(0.05),
    smallest: z.number().positive(),
    better: z.enum(['higher', 'lower']).default('higher'),
  })
  .refine(({ metric, event }) => metric !== 'event' || event !== undefined, {
    path: ['event'],
    error: 'Name the event that counts.',
  })
  .refine(({ metric, smallest }) => metric === 'net_revenue' || smallest <= 1, {
    path: ['smallest'],
    error: 'A share lies between 0 and 1.',
  });
export type CampaignPlan = z.infer<typeof campaignPlan>;

const fields = {
  name: z.string().trim().min(1).max(120),
  channel: z.enum(campaignChannels),
  /** Name of a segment; null is every customer. */
  segment: z.string().min(1).max(200).nullable(),
  controlShare: z.number().min(0.05).max(0.95),
  subject: z.string().max(200),
  message: z.string().max(20_000),
  webhookUrl: z.string().max(2_000).nullable(),
  plan: campaignPlan,
};

export const createCampaignInput = z.object({
  ...fields,
  channel: fields.channel.default('email'),
  segment: fields.segment.default(null),
  controlShare: fields.controlShare.default(0.2),
  subject: fields.subject.default(''),
  message: fields.message.default(''),
  webhookUrl: fields.webhookUrl.default(null),
});
export type CreateCampaignInput = z.infer<typeof createCampaignInput>;

export const updateCampaignInput = z.object({ id: z.uuid(), changes: z.object(fields).partial() });
export type UpdateCampaignInput = z.infer<typeof updateCampaignInput>;

export const campaignInput = z.object({ id: z.uuid() });
export type CampaignInput = z.infer<typeof campaignInput>;

export const campaignsOfCustomerInput = z.object({ customerId: z.uuid() });
export type CampaignsOfCustomerInput = z.infer<typeof campaignsOfCustomerInput>;

export interface CampaignOfCustomer {
  id: string;
  name: string;
  state: (typeof campaignStates)[number];
  arm: Arm;
  assignedAt: Date;
  /** When the window of the last customer ends. */
  endsAt: Date | null;
}

export const measureCampaignInput = z.object({
  segment: fields.segment.default(null),
  controlShare: fields.controlShare.default(0.2),
  plan: campaignPlan,
});
export type MeasureCampaignInput = z.infer<typeof measureCampaignInput>;

export const previewMessageInput = z.object({
  segment: fields.segment.default(null),
  subject: fields.subject,
  message: fields.message,
});
export type PreviewMessageInput = z.infer<typeof previewMessageInput>;

export interface CampaignView {
  id: string;
  name: string;
  state: (typeof campaignStates)[number];
  channel: (typeof campaignChannels)[number];
  segment: string | null;
  controlShare: number;
  subject: string;
  message: string;
  webhookUrl: string | null;
  plan: CampaignPlan;
  /** Set at launch: the plan can be read and no longer changed. */
  seal: { hash: string; salt: string; at: Date; audience: SealedRule | null } | null;
  launchedAt: Date | null;
  /** When the window of the last customer ends. */
  endsAt: Date | null;
  endedAt: Date | null;
  createdAt: Date;
}

/** Customers by arm as assigned, and hand-overs by state. */
export interface CampaignCounts {
  arms: Record<Arm, number>;
  handOvers: Partial<Record<string, number>>;
}

/** The data cannot answer, as in server/stats. */
export interface Refused {
  ok: false;
  reason: string;
  have: number;
  need: number;
}

export interface Effect {
  ok: true;
  /** Shares, or minor units a customer. Intervals are of level 1 − α. */
  control: number;
  treatment: number;
  difference: number;
  ciLow: number;
  ciHigh: number;
  statistic: number;
  df: number | null;
  p: number;
  /** Fieller's interval; refused where the control's value is not clear of zero. */
  relative: { ok: true; relative: number; relativeLow: number; relativeHigh: number } | Refused;
}

export interface SampleSplit {
  arms: Record<Arm, number>;
  chiSquare: number;
  p: number;
  mismatch: boolean;
}

/** Up to this day of each customer's own window, in minor units. */
export interface RevenuePoint {
  day: number;
  minor: number;
  ciLow: number;
  ciHigh: number;
}

export interface CampaignReadOut {
  split: SampleSplit;
  effect: Effect | Refused;
  /** The same metric in a window of the same length before assignment, taken out. */
  cuped: { ok: true; difference: number; ciLow: number; ciHigh: number; varianceReduction: number } | Refused;
  /** Of all treated customers together, in minor units, net of refunds. */
  incremental: { ok: true; minor: number; ciLow: number; ciHigh: number } | Refused;
  verdict: { word: 'works' | 'harms' | 'no_difference_that_matters' | 'too_small_to_tell' | 'invalid'; reason: string };
}

export interface Contamination {
  customerId: string;
  externalId: string;
  /** The earliest assignment, which counts. */
  kept: Arm;
  joined: number;
}

export interface CampaignResults {
  campaign: CampaignView;
  counts: CampaignCounts;
  /** Why customers were not contacted, and how often. */
  skipped: { reason: string; customers: number }[];
  contamination: Contamination[];
  /** The hash of what is stored equals the one taken at launch. */
  isSealIntact: boolean;
  progress: { daysIn: number; daysOf: number };
  split: SampleSplit | Refused;
  /** Null before the window has closed: nothing is read early. `not_yet_visible`: the answers are behind the record. */
  readOut: CampaignReadOut | null;
  waitsFor: 'launch' | 'window' | 'answers' | null;
  /** How the incremental revenue came in; empty where it is refused or nothing is read. */
  revenue: RevenuePoint[];
  /** Until when records are known, ISO 8601. */
  readUntil: string;
}

/** "Can this be measured?", from the same customers' own last window. */
export interface Measurability {
  customers: number;
  arms: Record<Arm, number>;
  /** Share, or minor units a customer, in the last window. */
  baseline: number;
  /** The smallest effect seen 8 times in 10. */
  mde: { ok: true; effect: number; formula: string } | Refused;
  answer: 'yes' | 'only_if_large' | 'no';
  byControlShare: { controlShare: number; effect: number | null }[];
  /** Chance of seeing an effect of this size; empty where none can be said. */
  power: { effect: number; chance: number }[];
  /** Share of the variance that the window before explains. */
  explained: number;
  /** First and last day of the window that was looked at. */
  from: string;
  until: string;
}
