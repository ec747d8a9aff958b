import type { Rule, SealedRule, SegmentVersion } from '@/db/schema/segments.constants';
import { requirePermission } from '@/server/auth/require-permission';
import { getAsOfDay } from '@/server/features/workspaces';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { withWorkspace } from '@/server/platform/transaction';
import { expandRule, segmentsIn, writeOut } from './domain/expand';
import { placeAt, readBook, type SegmentBook } from './internal';
import type { PlannedSegment } from './plan-segment';
import { planRules, setOf } from './plan.ch';

/** A segment by name or id as it stands now, out of reach of later changes; null is every customer. Throws `not_found`. */
export async function sealSegment(ctx: ServiceContext, input: { segment: string | null }): Promise<SealedRule> {
  requirePermission(ctx, 'segments:read');
  const { timezone, currency } = ctx.workspace;
  const { day: asOf } = await getAsOfDay(ctx);
  if (input.segment === null) return { rule: { v: 1, all: [] }, segment: null, uses: [], asOf, timezone, currency };
  const book = await withWorkspace(ctx, (tx) => readBook(tx, ctx));
  const { rule: stored, ...segment } = book.get(input.segment);
  const rule: Rule = { v: 1, ...writeOut(book.expand(stored)) };
  return { rule, segment, uses: usesOf(book, stored), asOf, timezone, currency };
}

/** A sealed rule as part of another question, by the day, zone and currency of its seal. */
export function planSealed(ctx: ServiceContext, { rule, ...given }: SealedRule): PlannedSegment {
  requirePermission(ctx, 'segments:read');
  const whole = expandRule(rule, (segment) => {
    throw new AppError('invalid', `A sealed rule refers to “${segment}”.`);
  });
  const plan = planRules([whole], placeAt(given));
  return { ctes: plan.ctes, bits: setOf(plan.rules[0]?.[0]?.own ?? 'base'), values: plan.values };
}

function usesOf(book: SegmentBook, rule: Rule): SegmentVersion[] {
  const found = new Map<string, SegmentVersion>();
  const visit = (node: Rule) => {
    for (const reference of segmentsIn(node)) {
      const { rule: inner, id, name, version } = book.get(reference);
      if (found.has(id)) continue;
      found.set(id, { id, name, version });
      visit(inner);
    }
  };
  visit(rule);
  return [...found.values()];
}
