import { eq } from 'drizzle-orm';
import { sources } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { getHttpSource } from './internal';
import type { SourceInput } from './schemas';

/** Ends a source: its write keys stop working within a second, what it brought stays. */
export async function archiveSource(ctx: ServiceContext, input: SourceInput): Promise<void> {
  requirePermission(ctx, 'sources:write');
  await withWorkspace(ctx, async (tx) => {
    const source = await getHttpSource(tx, ctx, input.sourceId);
    await tx
      .update(sources)
      .set({ archivedAt: dateOf(ctx.clock) })
      .where(inWorkspace(ctx, sources, eq(sources.id, source.id)));
    await audit(tx, ctx, { verb: 'sources.archive', subject: `source:${source.id}`, fields: ['archived_at'] });
  });
}
