import { run as runP5 } from '../bench/p5';
import { run as runP6 } from '../bench/p6';

export const title = 'ingest against raw inserts: P5 at least 0.5, P6 at least 0.8 with p99 at most 4 times';

export async function run(say: (line: string) => void) {
  const [batches] = await runP5(say);
  const [singles, late] = await runP6(say);
  const ratio = (line: { ratio: number | null } | undefined) => line?.ratio ?? 0;
  const figure =
    `P5 ${batches?.ours} events/s, ${ratio(batches).toFixed(2)} ×; P6 ${singles?.ours} events/s, ${ratio(singles).toFixed(2)} ×, ` +
    `p99 ${late?.ours.toFixed(1)} ms, ${(1 / ratio(late)).toFixed(1)} times the peer's; peak ${batches?.peakMemoryMb} MB`;
  return { holds: ratio(batches) >= 0.5 && ratio(singles) >= 0.8 && ratio(late) >= 0.25, figure };
}
