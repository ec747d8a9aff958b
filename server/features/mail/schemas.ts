import { z } from 'zod';

const mailStates = ['planned', 'claimed', 'handing_over', 'sent', 'failed', 'uncertain'] as const;

export const listMailInput = z.object({
  state: z.enum(mailStates).optional(),
  /** Id of the last mail of the page before. */
  cursor: z.uuid().optional(),
});
export type ListMailInput = z.infer<typeof listMailInput>;
