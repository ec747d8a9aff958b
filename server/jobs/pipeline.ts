import {
  isMissing,
  listWorkspacesWithWork,
  runWorkspaceOnce,
  type WorkerDeps,
  type WorkspaceRun,
} from '@/server/features/facts';
import type { Workspace } from '@/server/platform/context';
import { type Job, waitAfter } from './runner';
import { sharedLanes } from './shared-lanes';

export interface PipelineHooks {
  onRun(run: WorkspaceRun): void;
  /** The analytics store holds no tables: mark what is lost, make them again. */
  restoreStore(): Promise<void>;
}

const LANES = 2;
/** Blocks of one workspace before the next one has its turn. */
const TURN = 2;
const IDLE_MS = 200;

/**
 * Turns accepted rows into answers, for all workspaces in turn. One that fails waits longer each time and holds up no
 * other; what it accepted stays in the record.
 */
export function pipelineJobs(deps: WorkerDeps, hooks: PipelineHooks): Job[] {
  const troubles = new Map<string, { failures: number; notBeforeMs: number }>();
  const runOne = async (workspace: Workspace): Promise<boolean> => {
    try {
      const run = await runWorkspaceOnce(deps, workspace, { mostBlocks: TURN });
      troubles.delete(workspace.id);
      hooks.onRun(run);
      return run.blocks > 0;
    } catch (error) {
      const failures = (troubles.get(workspace.id)?.failures ?? 0) + 1;
      troubles.set(workspace.id, {
        failures,
        notBeforeMs: deps.clock.nowMs() + waitAfter({ everyMs: IDLE_MS }, failures),
      });
      deps.log.warn({ job: 'pipeline', workspaceId: workspace.id, attempt: failures, err: error }, 'a turn failed');
      if (isMissing(error)) await hooks.restoreStore();
      return false;
    }
  };
  return sharedLanes({
    name: 'pipeline',
    everyMs: IDLE_MS,
    lanes: LANES,
    list: async () => {
      const nowMs = deps.clock.nowMs();
      const listed = await listWorkspacesWithWork(deps.db);
      return listed.filter(({ id }) => (troubles.get(id)?.notBeforeMs ?? 0) <= nowMs);
    },
    work: runOne,
  });
}
