/** One line of `npm run bench`. `ratio` is higher where ours is better; null without a peer. */
export interface BenchLine {
  id: string;
  name: string;
  ours: number;
  peer: number | null;
  ratio: number | null;
  unit: string;
  peakMemoryMb: number;
}

/** A file tests/bench/p<N>.ts exports `run`: it says how it goes, and returns its lines, the one that counts first. */
export type RunCase = (say: (line: string) => void) => Promise<BenchLine[]>;

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}
