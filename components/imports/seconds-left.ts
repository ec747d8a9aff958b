/** How much of a file had been read at a moment. */
export interface Seen {
  atMs: number;
  bytes: number;
}

const leastMs = 2_000;

/** At the pace between two moments; undefined until they are far enough apart to tell. */
export function secondsLeft(first: Seen, now: Seen, total: number): number | undefined {
  const [ms, bytes] = [now.atMs - first.atMs, now.bytes - first.bytes];
  if (ms < leastMs || bytes <= 0) return undefined;
  return Math.max(1, Math.round(((total - now.bytes) / bytes) * (ms / 1_000)));
}
