import type { Rfx } from './types';

/**
 * Merges histories that differ by less than a grid step in T and tx, until at most `limit` groups are left.
 * Inputs: grouped histories; limit ≥ 1. Returns Rfx where each group has the mean T and tx of its members, so first
 * moments are kept exactly and the rest to second order in the step (1, 2, 4 or 8 weeks); the same object when it
 * already fits. For starting values, curvature and prediction intervals at a million customers, never for an optimum.
 */
export function coarsen(stats: Rfx, limit: number): Rfx {
  let coarse = stats;
  for (let weeks = 1; coarse.x.length > limit && weeks <= 8; weeks *= 2) coarse = onGrid(stats, weeks);
  return coarse;
}

function onGrid(stats: Rfx, weeks: number): Rfx {
  const cells = new Map<number, number>();
  const sums: { x: number; tx: number; T: number; count: number }[] = [];
  for (let i = 0; i < stats.x.length; i += 1) {
    const x = stats.x[i] as number;
    const tx = stats.tx[i] as number;
    const T = stats.T[i] as number;
    const n = stats.count[i] as number;
    const key = (x * 4096 + Math.floor(tx / weeks)) * 4096 + Math.floor(T / weeks);
    const at = cells.get(key);
    const cell = at === undefined ? undefined : sums[at];
    if (cell === undefined) {
      cells.set(key, sums.length);
      sums.push({ x, tx: n * tx, T: n * T, count: n });
    } else {
      cell.tx += n * tx;
      cell.T += n * T;
      cell.count += n;
    }
  }
  return {
    x: Float64Array.from(sums, (s) => s.x),
    tx: Float64Array.from(sums, (s) => s.tx / s.count),
    T: Float64Array.from(sums, (s) => Math.max(s.T, s.tx) / s.count),
    count: Float64Array.from(sums, (s) => s.count),
  };
}
