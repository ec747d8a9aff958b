import { eq } from 'drizzle-orm';
import { segments, segmentVersions } from '@/db/schema';
import type { Rule } from '@/db/schema/segments.constants';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import { actorName, type ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import {
  createBook,
  getSegmentInWorkspace,
  lockSegments,
  readBook,
  requireFreeName,
  type SegmentBook,
} from './internal';
import type { UpdateSegmentInput } from './schemas';

/** Renames a segment, or gives it a new rule as its next version. Throws `conflict` where a newer version stands. */
export async function updateSegment(ctx: ServiceContext, input: UpdateSegmentInput): Promise<{ version: number }> {
  requirePermission(ctx, 'segments:write');
  return withWorkspace(ctx, async (tx) => {
    await lockSegments(tx, ctx);
    const segment = await getSegmentInWorkspace(tx, ctx, input.segmentId);
    if (segment.archivedAt !== null) throw new AppError('precondition', 'Restore this segment before changing it.');
    if (segment.version !== input.version)
      throw new AppError('conflict', 'Someone changed this segment meanwhile. Load it again, then change it.');
    const book = await readBook(tx, ctx);
    const { name = segment.name, description = segment.description } = input;
    if (name.toLowerCase() !== segment.name.toLowerCase()) requireFreeName(book, name);
    const version = input.rule === undefined ? segment.version : segment.version + 1;
    if (input.rule !== undefined) await addVersion(tx, ctx, { book, segmentId: segment.id, rule: input.rule, version });
    await tx
      .update(segments)
      .set({ name, description, version, updatedAt: dateOf(ctx.clock) })
      .where(inWorkspace(ctx, segments, eq(segments.id, segment.id)));
    const fields = (['name', 'description', 'rule'] as const).filter((field) => input[field] !== undefined);
    await audit(tx, ctx, { verb: 'segments.update', subject: `segment:${segment.id}`, fields });
    return { version };
  });
}

async function addVersion(
  tx: Tx,
  ctx: ServiceContext,
  given: { book: SegmentBook; segmentId: string; rule: Rule; version: number },
): Promise<void> {
  const { book, segmentId, version } = given;
  const rule = book.toStored(given.rule);
  createBook(book.entries.map((entry) => (entry.id === segmentId ? { ...entry, rule } : entry))).expand({
    segment: segmentId,
  });
  await tx.insert(segmentVersions).values({
    workspaceId: ctx.workspace.id,
    segmentId,
    version,
    rule,
    createdBy: actorName(ctx.actor),
    createdAt: dateOf(ctx.clock),
  });
}
