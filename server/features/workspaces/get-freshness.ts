import { desc, eq, inArray, max } from 'drizzle-orm';
import { imports, ingestCounts, pipelines } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';

/** `importing`: a file is being read. `late`: something was received that cannot be seen yet after five minutes. */
export interface DataFreshness {
  state: 'empty' | 'importing' | 'fresh' | 'late';
  /** Share of the file that was read, in [0, 1]; null when its size is not known. */
  importedShare: number | null;
  /** When something was received last, to the minute. */
  receivedAt: Date | null;
}

const lateAfterMs = 5 * 60_000;

/** How current the data is: the foot of the rail. Reads counters of the record, never the data itself. */
export async function getFreshness(ctx: ServiceContext): Promise<DataFreshness> {
  requirePermission(ctx, 'workspace:read');
  return withWorkspace(ctx, async (tx) => {
    const [running] = await tx
      .select({ read: imports.bytesRead, bytes: imports.fileBytes })
      .from(imports)
      .where(inWorkspace(ctx, imports, inArray(imports.state, ['waiting', 'running']), eq(imports.dryRun, false)))
      .orderBy(desc(imports.createdAt))
      .limit(1);
    const [received] = await tx
      .select({ at: max(ingestCounts.minute) })
      .from(ingestCounts)
      .where(inWorkspace(ctx, ingestCounts));
    const [worker] = await tx
      .select({ visibleAt: pipelines.visibleAt })
      .from(pipelines)
      .where(inWorkspace(ctx, pipelines));
    const receivedAt = received?.at ?? null;
    if (running) {
      const importedShare = running.bytes ? Math.min(1, running.read / running.bytes) : null;
      return { state: 'importing', importedShare, receivedAt };
    }
    if (!receivedAt) return { state: 'empty', importedShare: null, receivedAt };
    const seen = worker?.visibleAt?.getTime() ?? 0;
    const isLate = seen < receivedAt.getTime() && ctx.clock.nowMs() - receivedAt.getTime() > lateAfterMs;
    return { state: isLate ? 'late' : 'fresh', importedShare: null, receivedAt };
  });
}
