import { z } from 'zod';

export const listAuditInput = z.object({
  /** The smallest `seq` of the page before. */
  cursor: z.number().int().positive().optional(),
});
export type ListAuditInput = z.infer<typeof listAuditInput>;
