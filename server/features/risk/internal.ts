import { and, desc, eq } from 'drizzle-orm';
import { modelRuns } from '@/db/schema';
import { getLatestClv } from '@/server/features/clv';
import type { ClvRun, RiskResult } from '@/server/features/clv/schemas';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';

export interface KeptRisk {
  id: string;
  createdAt: Date;
  clvRun: string;
  result: RiskResult;
}

/** The newest scoring, which a later value run may be about to replace. */
export async function latestRisk(
  ctx: ServiceContext,
): Promise<{ clv: ClvRun | undefined; risk: KeptRisk | undefined }> {
  const [{ run }, [row]] = await Promise.all([
    getLatestClv(ctx),
    withWorkspace(ctx, (tx) =>
      tx
        .select()
        .from(modelRuns)
        .where(inWorkspace(ctx, modelRuns, and(eq(modelRuns.kind, 'risk'))))
        .orderBy(desc(modelRuns.createdAt), desc(modelRuns.id))
        .limit(1),
    ),
  ]);
  const risk = row && {
    id: row.id,
    createdAt: row.createdAt,
    clvRun: (row.input as { clvRun: string }).clvRun,
    result: row.result as RiskResult,
  };
  return { clv: run, risk };
}
