import { desc, eq } from 'drizzle-orm';
import { modelRequests } from '@/db/schema';
import type { ModelRequestState } from '@/db/schema/models.constants';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { FitClvInput } from './schemas';

/** A fit that was asked for. `stepsDone` counts those of `fitSteps` behind it; `problem` says why it failed. */
export interface FitView {
  id: string;
  state: ModelRequestState;
  stepsDone: number;
  problem: string | null;
  input: FitClvInput;
  requestedBy: string;
  createdAt: Date;
  finishedAt: Date | null;
}

/** The fit that was asked for last, whatever became of it. */
export async function findFit(ctx: ServiceContext): Promise<{ fit: FitView | null }> {
  requirePermission(ctx, 'clv:read');
  const [row] = await withWorkspace(ctx, (tx) =>
    tx
      .select()
      .from(modelRequests)
      .where(inWorkspace(ctx, modelRequests, eq(modelRequests.kind, 'clv')))
      .orderBy(desc(modelRequests.createdAt), desc(modelRequests.id))
      .limit(1),
  );
  return { fit: row ? viewOfRequest(row) : null };
}

export const viewOfRequest = (row: typeof modelRequests.$inferSelect): FitView => ({
  id: row.id,
  state: row.state as ModelRequestState,
  stepsDone: row.stepsDone,
  problem: row.problem,
  input: row.input as FitClvInput,
  requestedBy: row.requestedBy,
  createdAt: row.createdAt,
  finishedAt: row.finishedAt,
});
