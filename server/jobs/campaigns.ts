import { type Delivery, listWorkspacesWithHandOvers, runCampaigns } from '@/server/features/campaigns';
import { type WorkerDeps, workerContext } from '@/server/features/facts';
import type { Job } from './runner';
import { sharedLanes } from './shared-lanes';

type Transports = Pick<Delivery, 'worker' | 'origin' | 'mailer' | 'webhooks'>;

/** Carries out launches and hands over what is due. A workspace that fails or takes long holds up no other. */
export const campaignsJobs = (deps: WorkerDeps, transports: Transports): Job[] =>
  sharedLanes({
    name: 'campaigns',
    everyMs: 1_000,
    lanes: 2,
    list: () => listWorkspacesWithHandOvers(deps),
    work: async (workspace) => {
      try {
        const turn = await runCampaigns({ ...workerContext(deps, workspace, 'campaigns'), ...transports });
        return turn.sent + turn.skipped + turn.assigned > 0;
      } catch (error) {
        deps.log.warn({ job: 'campaigns', workspaceId: workspace.id, err: error }, 'a turn failed');
        return false;
      }
    },
  });
