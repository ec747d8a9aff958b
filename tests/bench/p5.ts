import { type BenchLine, median } from './case';
import { compareIngest } from './ingest/compare';

const EVENTS = 60_000;

/** Batches of 50 over HTTP, validated, deduplicated, behind the wall, acknowledged after commit. */
export async function run(say: (line: string) => void): Promise<BenchLine[]> {
  const { ours, peer, peakMemoryMb } = await compareIngest(
    {
      id: 'p5',
      events: EVENTS,
      batch: 50,
      connections: 32,
      peer: { batch: 500, connections: 1 },
      rounds: 5,
    },
    say,
  );
  const rate = (runs: { seconds: number }[]) => Math.round(EVENTS / median(runs.map(({ seconds }) => seconds)));
  const [own, raw] = [rate(ours), rate(peer)];
  const name = 'ingest, batches of 50 from 32 senders, against a raw unnest loop of 500 without HTTP (goal 0.5)';
  return [{ id: 'P5', name, ours: own, peer: raw, ratio: own / raw, unit: 'events/s', peakMemoryMb }];
}
