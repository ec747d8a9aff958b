import {
  checkStore,
  ensureInboxPartitions,
  listAllWorkspaces,
  listWorkspacesWithWork,
  workerContext,
  type WorkerDeps,
} from '@/server/features/facts';
import { runPendingImports } from '@/server/features/imports';
import { deliverDueMail, type MailRuntime } from '@/server/features/mail';
import { dateOf } from '@/server/platform/clock';
import type { Job } from './runner';
import { sharedLanes } from './shared-lanes';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** Reads files that wait, and goes on with those whose reader died. */
export const importsJobs = (deps: WorkerDeps): Job[] =>
  sharedLanes({
    name: 'imports',
    everyMs: SECOND,
    lanes: 2,
    list: () => listWorkspacesWithWork(deps.db),
    work: async (workspace) => {
      await runPendingImports(workerContext(deps, workspace, 'imports'));
      return false;
    },
  });

export const mailJob = (runtime: MailRuntime): Job => ({
  name: 'mail',
  everyMs: SECOND,
  async run() {
    const { sent } = await deliverDueMail(runtime);
    return sent > 0;
  },
});

export const partitionsJob = (deps: WorkerDeps): Job => ({
  name: 'partitions',
  everyMs: 6 * HOUR,
  async run() {
    await ensureInboxPartitions(deps.db, dateOf(deps.clock));
    return false;
  },
});

/** Compares both stores and rebuilds a workspace where they differ. One that fails is told and keeps no other waiting. */
export const storeCheckJob = (deps: WorkerDeps): Job => ({
  name: 'store check',
  everyMs: HOUR,
  firstAfterMs: HOUR / 6,
  async run() {
    for (const workspace of await listAllWorkspaces(deps.db)) {
      const told = { job: 'store check', workspaceId: workspace.id };
      try {
        const verdict = await checkStore(deps, workspace);
        if (verdict === 'rebuilt_differs') deps.log.error({ ...told, reason: verdict }, 'answers differed, rebuilt');
      } catch (error) {
        deps.log.error({ ...told, err: error }, 'a workspace could not be checked, it is tried again in an hour');
      }
    }
    return false;
  },
});
