import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';
import { placeOf, readBook } from './internal';
import { type Plan, planRules, setOf } from './plan.ch';

/** A saved segment as part of another question: what follows WITH, the bitmap of its customers, what fills its holes. */
export interface PlannedSegment {
  ctes: string;
  bits: string;
  values: Plan['values'];
}

/** A segment by name or id, for the as-of day. Throws `not_found`. */
export async function planSegment(
  ctx: ServiceContext,
  input: { segment: string; at?: string | undefined },
): Promise<PlannedSegment> {
  requirePermission(ctx, 'segments:read');
  const book = await withWorkspace(ctx, (tx) => readBook(tx, ctx));
  const plan = planRules([book.expand({ segment: input.segment })], await placeOf(ctx, input.at));
  return { ctes: plan.ctes, bits: setOf(plan.rules[0]?.[0]?.own ?? 'base'), values: plan.values };
}
