import { modelRequests } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { isAppError } from '@/server/platform/errors';
import { isRecordDown } from '@/server/platform/record-down';
import { withWorkspace } from '@/server/platform/transaction';
import type { FitData } from './domain/report';
import { claimRequest, held, keepClaim, releaseRequest, RequestLost, type RequestRow } from './hold-request';
import { keepRun } from './keep-run';
import { loadFitData } from './load-data';
import { type ClvReport, fitClvInput } from './schemas';

/** Works a report out, away from the caller's thread; rejects with the signal's reason once that aborts. */
export type ComputeFit = (
  data: FitData,
  options: { signal: AbortSignal; onModel: (index: number) => void },
) => Promise<ClvReport>;

export type FitEnd = 'nothing' | 'done' | 'failed' | 'lost' | 'released';

const MOST_ATTEMPTS = 3;
const ourFault = 'The fit stopped by an error on our side. Nothing was kept, the models of before stand.';

/**
 * Does the fit that was asked for in a workspace, if nobody else is at it. What cannot be read now is left for later, as
 * it is when `stopping` aborts; what fails by itself is ended with its reason.
 */
export async function runWaitingFit(
  ctx: ServiceContext,
  { compute, stopping }: { compute: ComputeFit; stopping: AbortSignal },
): Promise<FitEnd> {
  requirePermission(ctx, 'clv:run');
  const row = await claimRequest(ctx);
  if (!row) return 'nothing';
  if (row.attempts > MOST_ATTEMPTS) return fail(ctx, row, ourFault);
  const claim = keepClaim(ctx, row, stopping);
  try {
    const input = fitClvInput.parse(row.input);
    const data = await loadFitData(ctx, input);
    claim.signal.throwIfAborted();
    // The first step is the reading.
    const report = await compute(data, { signal: claim.signal, onModel: (index) => claim.note(index + 1) });
    await keepRun(ctx, { input, report, startedBy: row.requestedBy }, async (tx, runId) => {
      if (!(await close(tx, ctx, row, { runId }))) throw new RequestLost();
    });
    return 'done';
  } catch (error) {
    return await endWithout(ctx, row, { error, isStopping: stopping.aborted });
  } finally {
    await claim.end();
  }
}

async function endWithout(
  ctx: ServiceContext,
  row: RequestRow,
  { error, isStopping }: { error: unknown; isStopping: boolean },
): Promise<FitEnd> {
  if (error instanceof RequestLost) return 'lost';
  if (isStopping || isAppError(error, 'analytics_unavailable') || isRecordDown(error)) {
    await releaseRequest(ctx, row);
    return 'released';
  }
  ctx.log.error({ job: 'fits', workspaceId: ctx.workspace.id, err: error }, 'a fit failed');
  return fail(ctx, row, isAppError(error) ? error.message : ourFault);
}

async function fail(ctx: ServiceContext, row: RequestRow, problem: string): Promise<FitEnd> {
  return withWorkspace(ctx, async (tx) => {
    if (!(await close(tx, ctx, row, { problem }))) return 'lost';
    await audit(tx, ctx, { verb: 'clv.fit_failed', subject: `model_request:${row.id}` });
    return 'failed';
  });
}

async function close(
  tx: Tx,
  ctx: ServiceContext,
  row: RequestRow,
  { runId = null, problem = null }: { runId?: string | null; problem?: string | null },
): Promise<boolean> {
  const state = problem === null ? 'done' : 'failed';
  const rows = await tx
    .update(modelRequests)
    .set({ state, runId, problem, finishedAt: dateOf(ctx.clock), claim: null, claimedUntil: null })
    .where(held(ctx, row))
    .returning({ id: modelRequests.id });
  return rows.length > 0;
}
