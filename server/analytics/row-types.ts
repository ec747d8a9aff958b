import { z } from 'zod';

/** 64-bit columns arrive quoted. A value beyond ±(2⁵³−1) is refused rather than rounded. */
export const integer64 = z
  .union([z.string().regex(/^-?\d+$/), z.int()])
  .transform(Number)
  .refine(Number.isSafeInteger, { error: 'is beyond the safe integers' });

/**
 * A sum of money in minor units. A single amount is far below 2⁵³, a sum need not be: beyond ±(2⁵³−1) it comes as the
 * nearest number there is (relative error at most 2⁻⁵³), for a page that shows it is worth more than one that refuses.
 */
export const money64 = z.union([z.string().regex(/^-?\d+$/), z.int()]).transform(Number);

/** A 64-bit column that may use all its bits. */
export const bigint64 = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);

/** A decimal column, exact, as text. */
export const decimalText = z.string().regex(/^-?\d+(?:\.\d+)?$/);

/** A DateTime64(3, 'UTC') column as ISO 8601. */
export const instant64 = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3}$/)
  .transform((text) => `${text.replace(' ', 'T')}Z`);

/** Values of holes whose names are known only once a statement is composed, e.g. by the rule of a segment. */
export const boundValues = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()).readonly()]));
