import { desc, eq } from 'drizzle-orm';
import { segments, segmentVersions } from '@/db/schema';
import type { Rule } from '@/db/schema/segments.constants';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { readBook } from './internal';
import { ruleSchema, type SegmentInput } from './schemas';

export interface SegmentView {
  id: string;
  name: string;
  description: string;
  version: number;
  rule: Rule;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
  /** Segments that ask for this one. */
  usedIn: { id: string; name: string }[];
  /** Newest first, the current one included. */
  versions: { version: number; createdAt: Date; rule: Rule }[];
}

/** A segment with its rule as it is shown, its earlier rules, and where it is used. */
export async function getSegment(ctx: ServiceContext, input: SegmentInput): Promise<SegmentView> {
  requirePermission(ctx, 'segments:read');
  return withWorkspace(ctx, async (tx) => {
    const [segment] = await tx
      .select()
      .from(segments)
      .where(inWorkspace(ctx, segments, eq(segments.id, input.segmentId)));
    if (!segment) throw new AppError('not_found', 'This segment does not exist.');
    const book = await readBook(tx, ctx);
    const rows = await tx
      .select()
      .from(segmentVersions)
      .where(inWorkspace(ctx, segmentVersions, eq(segmentVersions.segmentId, segment.id)))
      .orderBy(desc(segmentVersions.version))
      .limit(50);
    const versions = rows.map(({ version, createdAt, rule }) => ({
      version,
      createdAt,
      rule: book.toWritten(ruleSchema.parse(rule)),
    }));
    const { id, name, description, version, createdAt, updatedAt, archivedAt } = segment;
    const rule: Rule = versions.find((one) => one.version === version)?.rule ?? { v: 1, all: [] };
    const usedIn = book.usersOf(id).map((user) => ({ id: user.id, name: user.name }));
    return { id, name, description, version, rule, createdAt, updatedAt, archivedAt, usedIn, versions };
  });
}
