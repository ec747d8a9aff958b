const HOUR_MS = 3_600_000;

export interface HourCount {
  sourceId: string;
  at: Date;
  received: number;
  rejected: number;
}

/** The last 24 hours of one source, oldest first; an hour in which nothing arrived is zero. */
export function lastHours(
  counts: readonly HourCount[],
  sourceId: string,
  nowMs: number,
): { received: number; rejected: number }[] {
  const current = Math.floor(nowMs / HOUR_MS);
  const known = new Map(
    counts
      .filter((count) => count.sourceId === sourceId)
      .map((count) => [Math.floor(count.at.getTime() / HOUR_MS), count]),
  );
  return Array.from({ length: 24 }, (_, index) => {
    const { received = 0, rejected = 0 } = known.get(current - 23 + index) ?? {};
    return { received, rejected };
  });
}
