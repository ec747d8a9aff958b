import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Room } from './admission';

/** What the ingest process counts. No label holds a workspace or a person. */
export function createMetrics(held: () => Room) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const queue = (name: keyof Room) =>
    new Gauge({
      name: `holdfast_ingest_held_${name}`,
      help: `${name} being read, queued or committed`,
      registers,
      collect() {
        this.set(held()[name]);
      },
    });
  queue('bytes');
  queue('records');
  return {
    registry,
    requests: new Counter({
      name: 'holdfast_ingest_requests_total',
      help: 'Answers by status',
      labelNames: ['status'],
      registers,
    }),
    records: new Counter({
      name: 'holdfast_ingest_records_total',
      help: 'Records by what became of them',
      labelNames: ['outcome'],
      registers,
    }),
    commits: new Histogram({
      name: 'holdfast_ingest_commit_seconds',
      help: 'Time of one group commit',
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
      registers,
    }),
  };
}

export type IngestMetrics = ReturnType<typeof createMetrics>;
