import type { WorkerDeps } from '@/server/features/facts';
import { runSampleResets } from '@/server/features/samples';
import type { Job } from './runner';

/** Samples that their owner wants anew. */
export const samplesJob = (deps: WorkerDeps, place: { dir: string }): Job => ({
  name: 'samples',
  everyMs: 2_000,
  run: () => runSampleResets(deps, place),
});
