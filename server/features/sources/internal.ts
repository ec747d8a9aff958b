import { eq, isNull } from 'drizzle-orm';
import { sources } from '@/db/schema';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { inWorkspace } from '@/server/platform/transaction';

/** A source of this workspace that takes records over HTTP and is not archived. Throws `not_found`. */
export async function getHttpSource(
  tx: Tx,
  ctx: ServiceContext,
  sourceId: string,
): Promise<typeof sources.$inferSelect> {
  const [source] = await tx
    .select()
    .from(sources)
    .where(inWorkspace(ctx, sources, eq(sources.id, sourceId), eq(sources.kind, 'http'), isNull(sources.archivedAt)))
    .for('update');
  if (!source) throw new AppError('not_found', 'This source does not exist.');
  return source;
}
