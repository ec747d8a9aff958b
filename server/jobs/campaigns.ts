import { type Delivery, listWorkspacesWithHandOvers, runCampaigns } from '@/server/features/campaigns';
import { type WorkerDeps, workerContext } from '@/server/features/facts';
import { inLanes } from './in-lanes';
import type { Job } from './runner';

type Transports = Pick<Delivery, 'worker' | 'origin' | 'mailer' | 'webhooks'>;

/** Carries out launches and hands over what is due. A workspace that fails holds up no other. */
export const campaignsJob = (deps: WorkerDeps, transports: Transports): Job => ({
  name: 'campaigns',
  everyMs: 1_000,
  async run() {
    const workspaces = await listWorkspacesWithHandOvers(deps);
    const turns = await inLanes(workspaces, 2, async (workspace) => {
      try {
        return await runCampaigns({ ...workerContext(deps, workspace, 'campaigns'), ...transports });
      } catch (error) {
        deps.log.warn({ job: 'campaigns', workspaceId: workspace.id, err: error }, 'a turn failed');
        return undefined;
      }
    });
    return turns.some((turn) => turn !== undefined && turn.sent + turn.skipped + turn.assigned > 0);
  },
});
