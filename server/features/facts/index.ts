export { checkStore, type StoreVerdict } from './check-store';
export { ensureInboxPartitions, listAllWorkspaces, listWorkspacesWithWork } from './list-work';
export { isMissing, markLostWorkspaces } from './lost-store';
export { type RebuiltWorkspace, rebuildWorkspace } from './rebuild-workspace';
export { type RunOptions, runWorkspaceOnce, type WorkspaceRun } from './run-workspace';
export { type WorkerContext, type WorkerDeps, workerContext } from './worker-context';
export { countUndo, type UndoPreview } from './undo/undone-rows';
