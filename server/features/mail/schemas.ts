import { z } from 'zod';

export const mailStates = ['planned', 'claimed', 'handing_over', 'sent', 'failed', 'uncertain'] as const;
export type MailState = (typeof mailStates)[number];

export const listMailInput = z.object({
  state: z.enum(mailStates).optional(),
  /** Id of the last mail of the page before. */
  cursor: z.uuid().optional(),
});
export type ListMailInput = z.infer<typeof listMailInput>;
