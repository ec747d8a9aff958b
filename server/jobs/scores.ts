import { scoreCustomers } from '@/server/features/clv';
import { listAllWorkspaces, workerContext, type WorkerDeps } from '@/server/features/facts';
import type { Job } from './runner';

/** Scores the customers of every workspace whose newest value run has no scores in the present store. */
export const scoresJob = (deps: WorkerDeps): Job => ({
  name: 'scores',
  everyMs: 15_000,
  async run() {
    for (const workspace of await listAllWorkspaces(deps.db)) {
      // Lost by the store: it is rebuilt first.
      if (workspace.no < 0) continue;
      try {
        const end = await scoreCustomers(workerContext(deps, workspace, 'scores'));
        if (end === 'scored') deps.log.info({ job: 'scores', workspaceId: workspace.id }, 'customers scored');
      } catch (error) {
        deps.log.warn({ job: 'scores', workspaceId: workspace.id, err: error }, 'customers could not be scored');
      }
    }
    return false;
  },
});
