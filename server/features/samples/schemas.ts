import { z } from 'zod';

/** What was typed to confirm: the address of the workspace. */
export const resetSampleInput = z.object({ typed: z.string().max(100) });
export type ResetSampleInput = z.infer<typeof resetSampleInput>;

/** How far the copy is that will take the place of this sample; steps are 0 before it is begun. */
export interface SampleReset {
  stepsDone: number;
  steps: number;
}
