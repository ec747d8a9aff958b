import type { z } from 'zod';
import { UsageError } from './command';

/** The input of a verb from what was typed; a value that cannot be is wrong usage, named by its option. */
export function parseInput<T>(schema: z.ZodType<T>, typed: unknown): T {
  const parsed = schema.safeParse(typed);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${issue?.path.join('.') ?? 'input'}: ${issue?.message ?? 'is not valid'}`);
}
