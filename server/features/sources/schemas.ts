import { z } from 'zod';

const sourceId = z.uuid();
const name = z.string().trim().min(1, { error: 'Give the source a name.' }).max(80);

export const createSourceInput = z.object({ name });
export type CreateSourceInput = z.infer<typeof createSourceInput>;

export const updateSourceInput = z.object({ sourceId, name: name.optional(), paused: z.boolean().optional() });
export type UpdateSourceInput = z.infer<typeof updateSourceInput>;

export const sourceInput = z.object({ sourceId });
export type SourceInput = z.infer<typeof sourceInput>;

export const writeKeyInput = z.object({ keyId: z.uuid() });
export type WriteKeyInput = z.infer<typeof writeKeyInput>;

/** The last `hours` hours up to now, in minutes or in hours. */
export const listCountsInput = z.object({
  sourceId: sourceId.optional(),
  by: z.enum(['minute', 'hour']).default('hour'),
  hours: z.int().min(1).max(168).default(24),
});
export type ListCountsInput = z.infer<typeof listCountsInput>;

/** Newest first; `before` is the cursor `next` of the page before. */
export const listRefusedInput = z.object({
  sourceId: sourceId.optional(),
  before: z.int().positive().optional(),
  limit: z.int().min(1).max(200).default(50),
});
export type ListRefusedInput = z.infer<typeof listRefusedInput>;

export const listArrivalsInput = z.object({
  sourceId: sourceId.optional(),
  limit: z.int().min(1).max(200).default(50),
});
export type ListArrivalsInput = z.infer<typeof listArrivalsInput>;
