import { desc, eq } from 'drizzle-orm';
import { modelRuns } from '@/db/schema';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { ClvReport, ClvRun, FitClvInput } from './schemas';

/** The newest value run of the workspace. */
export async function latestRun(ctx: ServiceContext): Promise<ClvRun | undefined> {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx
      .select()
      .from(modelRuns)
      .where(inWorkspace(ctx, modelRuns, eq(modelRuns.kind, 'clv')))
      .orderBy(desc(modelRuns.createdAt), desc(modelRuns.id))
      .limit(1),
  );
  return (
    row && {
      id: row.id,
      input: row.input as FitClvInput,
      startedBy: row.startedBy,
      createdAt: row.createdAt,
      ...(row.result as ClvReport),
    }
  );
}
