export { type RunOptions, runWorkspaceOnce, type WorkspaceRun } from './run-workspace';
export { type WorkerContext, type WorkerDeps, workerContext } from './worker-context';
