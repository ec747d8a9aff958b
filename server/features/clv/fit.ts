import { requirePermission } from '@/server/auth/require-permission';
import { actorName, type ServiceContext } from '@/server/platform/context';
import { reportOf } from './domain/report';
import { keepRun } from './keep-run';
import { loadFitData } from './load-data';
import type { ClvRun, FitClvInput } from './schemas';

/**
 * Fits the purchase and spend models to the days of calibration, back-tests them, and keeps the run. It keeps the thread
 * busy for seconds to minutes: for commands. Pages ask for a fit by `requestFit`.
 */
export async function fitClv(ctx: ServiceContext, input: FitClvInput): Promise<ClvRun> {
  requirePermission(ctx, 'clv:run');
  const data = await loadFitData(ctx, input);
  return keepRun(ctx, { input, report: reportOf(data), startedBy: actorName(ctx.actor) });
}
