import { type ComputeFit, listWorkspacesWithFits, runWaitingFit } from '@/server/features/clv';
import { workerContext, type WorkerDeps } from '@/server/features/facts';
import type { Job } from './runner';

/** Fits that were asked for, one after the other: each takes a processor for itself. */
export const fitsJob = (deps: WorkerDeps, computing: { compute: ComputeFit; stopping: AbortSignal }): Job => ({
  name: 'fits',
  everyMs: 500,
  async run() {
    for (const workspace of await listWorkspacesWithFits(deps.db)) {
      if (computing.stopping.aborted) break;
      await runWaitingFit(workerContext(deps, workspace, 'fits'), computing).catch((error: unknown) => {
        deps.log.warn({ job: 'fits', workspaceId: workspace.id, err: error }, 'a fit could not be ended');
      });
    }
    return false;
  },
});
