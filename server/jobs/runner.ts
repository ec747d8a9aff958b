import { setMaxListeners } from 'node:events';
import type { Logger } from '@/server/platform/logger';

/** Something that is done again and again. `run` returns whether there is likely more to do right away. */
export interface Job {
  name: string;
  everyMs: number;
  /** Wait before the first run; none where absent. */
  firstAfterMs?: number;
  run(): Promise<boolean>;
}

export interface RunningJobs {
  /** Starts nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

export interface JobHooks {
  log: Logger;
  onEnd?(name: string, end: 'done' | 'failed', seconds: number): void;
}

const LONGEST_WAIT_MS = 30_000;

/** Runs each job in a lane of its own. One that fails is tried again, after a wait that doubles up to half a minute. */
export function startJobs(jobs: readonly Job[], hooks: JobHooks): RunningJobs {
  const stopping = new AbortController();
  // Every lane that rests listens.
  setMaxListeners(jobs.length, stopping.signal);
  const lanes = jobs.map((job) => keepRunning(job, hooks, stopping.signal));
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(lanes);
    },
  };
}

async function keepRunning(job: Job, hooks: JobHooks, signal: AbortSignal): Promise<void> {
  let failures = 0;
  await pause(job.firstAfterMs ?? 0, signal);
  while (!signal.aborted) {
    const outcome = await runOnce(job, hooks);
    failures = outcome === 'failed' ? failures + 1 : 0;
    if (outcome === 'more') continue;
    await pause(waitAfter(job, failures), signal);
  }
}

/** The wait before the next run: the job's own, or after failures 0.5 s, 1 s, 2 s … but never less often than its own. */
export function waitAfter(job: Pick<Job, 'everyMs'>, failures: number): number {
  if (failures === 0) return job.everyMs;
  return Math.min(Math.max(500 * 2 ** (failures - 1), Math.min(job.everyMs, 500)), LONGEST_WAIT_MS);
}

async function runOnce(job: Job, { log, onEnd }: JobHooks): Promise<'more' | 'rest' | 'failed'> {
  const startedMs = performance.now();
  const seconds = () => (performance.now() - startedMs) / 1000;
  try {
    const more = await job.run();
    onEnd?.(job.name, 'done', seconds());
    return more ? 'more' : 'rest';
  } catch (error) {
    log.warn({ job: job.name, err: error }, 'job failed, it is tried again');
    onEnd?.(job.name, 'failed', seconds());
    return 'failed';
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}
