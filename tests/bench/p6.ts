import { type BenchLine, median } from './case';
import { compareIngest } from './ingest/compare';

const EVENTS = 20_000;

/** Single calls over HTTP from 64 senders against single inserts over 16 connections. */
export async function run(say: (line: string) => void): Promise<BenchLine[]> {
  const { ours, peer, peakMemoryMb } = await compareIngest(
    {
      id: 'p6',
      events: EVENTS,
      batch: 1,
      connections: 64,
      peer: { batch: 1, connections: 16 },
      rounds: 5,
    },
    say,
  );
  const rate = (runs: { seconds: number }[]) => Math.round(EVENTS / median(runs.map(({ seconds }) => seconds)));
  const [own, raw] = [rate(ours), rate(peer)];
  const late = (runs: { p99: number }[]) => median(runs.map(({ p99 }) => p99));
  const [ownLate, rawLate] = [late(ours), late(peer)];
  const name = 'ingest, single events from 64 senders, against 16 raw autocommit connections without HTTP';
  return [
    { id: 'P6', name: `${name} (goal 0.8)`, ours: own, peer: raw, ratio: own / raw, unit: 'events/s', peakMemoryMb },
    {
      id: 'P6',
      name: `${name}: p99 (goal 0.25)`,
      ours: ownLate,
      peer: rawLate,
      ratio: rawLate / ownLate,
      unit: 'ms',
      peakMemoryMb,
    },
  ];
}
