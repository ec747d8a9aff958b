import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** What the worker counts. No label holds a workspace or a person. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    rows: new Counter({ name: 'holdfast_worker_rows_total', help: 'Accepted rows taken into blocks', registers }),
    blocks: new Counter({
      name: 'holdfast_worker_blocks_total',
      help: 'Blocks handed to the analytics store',
      registers,
    }),
    visible: new Histogram({
      name: 'holdfast_worker_visible_seconds',
      help: 'From receipt of the oldest row of a block until it could be asked for',
      buckets: [0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300],
      registers,
    }),
    jobs: new Histogram({
      name: 'holdfast_worker_job_seconds',
      help: 'Runs of jobs by how they ended',
      labelNames: ['job', 'end'],
      buckets: [0.01, 0.1, 1, 10, 60, 600],
      registers,
    }),
  };
}
