import { asc, isNull } from 'drizzle-orm';
import { segments } from '@/db/schema';
import type { Rule } from '@/db/schema/segments.constants';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { countRules } from './count-rules';
import { placeOf, readBook } from './internal';

export interface SegmentRow {
  id: string;
  name: string;
  description: string;
  version: number;
  rule: Rule;
  updatedAt: Date;
  count: number;
}

export interface SegmentList {
  /** Customers that count, and the day in the workspace's zone for which they are counted. */
  base: number;
  asOf: string;
  rows: SegmentRow[];
}

/** Segments that are not archived by name, each with the customers it holds now. */
export async function listSegments(ctx: ServiceContext): Promise<SegmentList> {
  requirePermission(ctx, 'segments:read');
  const { book, stored } = await withWorkspace(ctx, async (tx) => ({
    book: await readBook(tx, ctx),
    stored: await tx
      .select()
      .from(segments)
      .where(inWorkspace(ctx, segments, isNull(segments.archivedAt)))
      .orderBy(asc(segments.name), asc(segments.id)),
  }));
  const place = await placeOf(ctx, undefined);
  const rules = stored.map(({ id }) => book.expand({ segment: id }));
  const { base, counts } = await countRules(ctx, rules, place);
  const rows = stored.map(({ id, name, description, version, updatedAt }, at) => ({
    id,
    name,
    description,
    version,
    updatedAt,
    rule: book.toWritten(book.get(id).rule),
    count: counts[at] ?? 0,
  }));
  return { base, asOf: place.day, rows };
}
