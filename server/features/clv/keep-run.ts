import { modelRuns, pipelines } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { newId } from '@/server/platform/ids';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { ClvReport, ClvRun, FitClvInput } from './schemas';

export interface RunToKeep {
  input: FitClvInput;
  report: ClvReport;
  startedBy: string;
}

/** Keeps a report as a run of the workspace. `alongside` belongs to the same transaction and undoes it by throwing. */
export async function keepRun(
  ctx: ServiceContext,
  { input, report, startedBy }: RunToKeep,
  alongside: (tx: Tx, runId: string) => Promise<void> = async () => {},
): Promise<ClvRun> {
  requirePermission(ctx, 'clv:run');
  const run = { id: newId(ctx), startedBy, createdAt: dateOf(ctx.clock) };
  await withWorkspace(ctx, async (tx) => {
    await alongside(tx, run.id);
    const [mark] = await tx.select({ block: pipelines.lastBlock }).from(pipelines).where(inWorkspace(ctx, pipelines));
    await tx.insert(modelRuns).values({
      ...run,
      workspaceId: ctx.workspace.id,
      kind: 'clv',
      input,
      result: report,
      visibleBlock: mark?.block ?? 0,
    });
    await audit(tx, ctx, { verb: 'clv.fit', subject: `model_run:${run.id}`, fields: Object.keys(input) });
  });
  return { ...run, input, ...report };
}
