import { z } from 'zod';
import type { AtRiskRow, RiskState } from '@/server/features/risk/schemas';

export const listQueueInput = z.object({
  /** `next` of the page before. */
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(100).default(50),
});
export type ListQueueInput = z.infer<typeof listQueueInput>;

/** The last time the shop and a customer spoke: a ticket, a chat, an answer to a survey, a message of a campaign. */
export interface LastTouch {
  at: string;
  kind: 'ticket' | 'conversation' | 'response' | 'message';
}

export interface QueueRow extends AtRiskRow {
  lastTouch: LastTouch | null;
}

export interface QueuePage {
  rows: QueueRow[];
  total: number;
  next: string | undefined;
}

export interface QueueState {
  risk: RiskState;
  /** So many customers from the top hold half of what is at risk; 0 where nothing is. */
  halfHeldBy: number;
  /** Mean chance of leaving within the horizon of those who are still customers. */
  usualChance: number;
}
