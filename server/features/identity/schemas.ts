import { z } from 'zod';

/** `customer` joins `into`, which keeps its id and name. */
export const mergeCustomersInput = z
  .object({ customer: z.uuid(), into: z.uuid() })
  .refine(({ customer, into }) => customer !== into, { error: 'A customer cannot join itself.', path: ['into'] });
export type MergeCustomersInput = z.infer<typeof mergeCustomersInput>;

export const eraseCustomerInput = z.object({ customer: z.uuid() });
export type EraseCustomerInput = z.infer<typeof eraseCustomerInput>;
