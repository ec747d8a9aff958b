import { eq } from 'drizzle-orm';
import { segments } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { getSegmentInWorkspace, lockSegments, readBook } from './internal';
import type { SegmentInput } from './schemas';

/** Takes a segment out of use, to be restored at will. Throws `precondition` while other segments ask for it. */
export async function archiveSegment(ctx: ServiceContext, input: SegmentInput): Promise<void> {
  requirePermission(ctx, 'segments:write');
  await withWorkspace(ctx, async (tx) => {
    await lockSegments(tx, ctx);
    const segment = await getSegmentInWorkspace(tx, ctx, input.segmentId);
    const users = (await readBook(tx, ctx)).usersOf(segment.id);
    if (users.length > 0)
      throw new AppError('precondition', `It is part of ${users.map(({ name }) => `“${name}”`).join(', ')}.`);
    if (segment.archivedAt !== null) return;
    await tx
      .update(segments)
      .set({ archivedAt: dateOf(ctx.clock) })
      .where(inWorkspace(ctx, segments, eq(segments.id, segment.id)));
    await audit(tx, ctx, { verb: 'segments.archive', subject: `segment:${segment.id}`, fields: ['archived_at'] });
  });
}
