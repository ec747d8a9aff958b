import { and, eq } from 'drizzle-orm';
import { segments, segmentVersions } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { getSegmentInWorkspace, lockSegments, readBook, requireFreeName } from './internal';
import { ruleSchema, type SegmentInput } from './schemas';

/** Brings an archived segment back. Throws `conflict` where its name was taken, `not_found` where a segment in its rule is gone. */
export async function restoreSegment(ctx: ServiceContext, input: SegmentInput): Promise<void> {
  requirePermission(ctx, 'segments:write');
  await withWorkspace(ctx, async (tx) => {
    await lockSegments(tx, ctx);
    const segment = await getSegmentInWorkspace(tx, ctx, input.segmentId);
    if (segment.archivedAt === null) return;
    const book = await readBook(tx, ctx);
    requireFreeName(book, segment.name);
    const ofVersion = and(eq(segmentVersions.segmentId, segment.id), eq(segmentVersions.version, segment.version));
    const [current] = await tx
      .select()
      .from(segmentVersions)
      .where(inWorkspace(ctx, segmentVersions, ofVersion));
    if (current) book.expand(ruleSchema.parse(current.rule));
    await tx
      .update(segments)
      .set({ archivedAt: null })
      .where(inWorkspace(ctx, segments, eq(segments.id, segment.id)));
    await audit(tx, ctx, { verb: 'segments.restore', subject: `segment:${segment.id}`, fields: ['archived_at'] });
  });
}
