import type { AnalyticsReader, AnalyticsWriter } from '@/server/analytics';
import type { ServiceContext, Workspace } from '@/server/platform/context';

/** What the worker is made of, for any workspace. */
export interface WorkerDeps extends Pick<ServiceContext, 'db' | 'keys' | 'clock' | 'rng' | 'log'> {
  reader: AnalyticsReader;
  writer: AnalyticsWriter;
}

/** The worker inside one workspace. */
export interface WorkerContext extends ServiceContext {
  writer: AnalyticsWriter;
}

export function workerContext(deps: WorkerDeps, workspace: Workspace, name = 'worker'): WorkerContext {
  const { reader, writer, db, keys, clock, rng, log } = deps;
  return {
    workspace,
    actor: { kind: 'job', name },
    db,
    ch: reader.forWorkspace(workspace.no),
    keys,
    clock,
    rng,
    log,
    writer,
  };
}
