import { eq } from 'drizzle-orm';
import { sources } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { getHttpSource } from './internal';
import type { UpdateSourceInput } from './schemas';

/** Renames a source, or pauses it: within a second its records are refused, explicitly, until it goes on. */
export async function updateSource(ctx: ServiceContext, input: UpdateSourceInput): Promise<void> {
  requirePermission(ctx, 'sources:write');
  await withWorkspace(ctx, async (tx) => {
    const source = await getHttpSource(tx, ctx, input.sourceId);
    const { name = source.name, paused = source.paused } = input;
    await tx
      .update(sources)
      .set({ name, paused })
      .where(inWorkspace(ctx, sources, eq(sources.id, source.id)));
    const fields = Object.keys(input).filter((key) => key !== 'sourceId');
    await audit(tx, ctx, { verb: 'sources.update', subject: `source:${source.id}`, fields });
  });
}
