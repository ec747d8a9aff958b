import { asc, isNull, sql } from 'drizzle-orm';
import { ingestCounts, sources, writeKeys } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';

export interface WriteKeyView {
  id: string;
  lastFour: string;
  createdAt: Date;
  revokedAt: Date | null;
}

export interface SourceView {
  id: string;
  kind: string;
  name: string;
  paused: boolean;
  createdAt: Date;
  /** Start of the last minute in which something arrived. */
  lastMinute: Date | null;
  received: number;
  stored: number;
  duplicate: number;
  rejected: number;
  keys: WriteKeyView[];
}

const total = (column: keyof typeof ingestCounts.$inferSelect & ('received' | 'stored' | 'duplicate' | 'rejected')) =>
  sql<number>`coalesce(sum(${ingestCounts[column]}), 0)`.mapWith(Number);

/** Sources that are not archived, with their keys and what came from them in all. */
export async function listSources(ctx: ServiceContext): Promise<SourceView[]> {
  requirePermission(ctx, 'sources:read');
  return withWorkspace(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(sources)
      .where(inWorkspace(ctx, sources, isNull(sources.archivedAt)))
      .orderBy(asc(sources.kind), asc(sources.createdAt), asc(sources.id));
    const keys = await tx
      .select()
      .from(writeKeys)
      .where(inWorkspace(ctx, writeKeys))
      .orderBy(asc(writeKeys.createdAt), asc(writeKeys.id));
    const counts = await tx
      .select({
        sourceId: ingestCounts.sourceId,
        lastMinute: sql<Date | null>`max(${ingestCounts.minute})`.mapWith(ingestCounts.minute),
        received: total('received'),
        stored: total('stored'),
        duplicate: total('duplicate'),
        rejected: total('rejected'),
      })
      .from(ingestCounts)
      .where(inWorkspace(ctx, ingestCounts))
      .groupBy(ingestCounts.sourceId);
    const countOf = new Map(counts.map(({ sourceId, ...count }) => [sourceId, count]));
    const none = { lastMinute: null, received: 0, stored: 0, duplicate: 0, rejected: 0 };
    return rows.map(({ id, kind, name, paused, createdAt }) => ({
      id,
      kind,
      name,
      paused,
      createdAt,
      ...(countOf.get(id) ?? none),
      keys: keys
        .filter(({ sourceId }) => sourceId === id)
        .map((key) => ({ id: key.id, lastFour: key.lastFour, createdAt: key.createdAt, revokedAt: key.revokedAt })),
    }));
  });
}
