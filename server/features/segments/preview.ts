import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';
import { placeOf, readBook } from './internal';
import { countSets } from './members.ch';
import { planRules } from './plan.ch';
import type { PreviewSegmentInput } from './schemas';

export interface SegmentPreview {
  /** Customers for whom the rule holds, and all that count. */
  count: number;
  base: number;
  asOf: string;
  /**
   * Each part of the rule by its path, e.g. `all[0]`: customers for whom it holds alone, and in a group of which all
   * must hold those left after it.
   */
  parts: { path: string; own: number; left: number }[];
}

/** How many customers a rule describes, saved or not. */
export async function previewSegment(ctx: ServiceContext, input: PreviewSegmentInput): Promise<SegmentPreview> {
  requirePermission(ctx, 'segments:read');
  const book = await withWorkspace(ctx, (tx) => readBook(tx, ctx));
  const place = await placeOf(ctx, input.at);
  const plan = planRules([book.expand(input.rule)], place);
  const [sets = []] = plan.rules;
  const names = [...new Set(sets.flatMap(({ own, left }) => [own, left]))];
  const [counted = { base: 0, counts: [] }] = await ctx.ch.run(countSets(plan, names), plan.values);
  const countOf = (name: string) => counted.counts[names.indexOf(name)] ?? 0;
  const [whole, ...parts] = sets.map(({ path, own, left }) => ({ path, own: countOf(own), left: countOf(left) }));
  return { count: whole?.own ?? 0, base: counted.base, asOf: place.day, parts };
}
