import { segments, segmentVersions } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import { actorName, type ServiceContext } from '@/server/platform/context';
import { newId } from '@/server/platform/ids';
import { withWorkspace } from '@/server/platform/transaction';
import { lockSegments, readBook, requireFreeName } from './internal';
import type { CreateSegmentInput } from './schemas';

/** A segment with its first version. Throws `conflict` for a name that is taken, `not_found` for an unknown segment in the rule. */
export async function createSegment(ctx: ServiceContext, input: CreateSegmentInput): Promise<{ id: string }> {
  requirePermission(ctx, 'segments:write');
  const [id, now, workspaceId] = [newId(ctx), dateOf(ctx.clock), ctx.workspace.id];
  const { name, description } = input;
  await withWorkspace(ctx, async (tx) => {
    await lockSegments(tx, ctx);
    const book = await readBook(tx, ctx);
    requireFreeName(book, name);
    const rule = book.toStored(input.rule);
    await tx
      .insert(segments)
      .values({ workspaceId, id, name, description, version: 1, createdAt: now, updatedAt: now });
    await tx
      .insert(segmentVersions)
      .values({ workspaceId, segmentId: id, version: 1, rule, createdBy: actorName(ctx.actor), createdAt: now });
    await audit(tx, ctx, {
      verb: 'segments.create',
      subject: `segment:${id}`,
      fields: ['name', 'description', 'rule'],
    });
  });
  return { id };
}
