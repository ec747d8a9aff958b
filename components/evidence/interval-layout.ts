import type { Interval } from './evidence';

export interface Scale {
  min: number;
  max: number;
}

const ends = (interval: Interval): number[] =>
  [interval.low, interval.high, interval.estimate, interval.reference ?? null].filter(
    (value): value is number => value !== null,
  );

/** One scale for a whole column, with 8 % of air at both ends. `around` makes it symmetric about a value. */
export function sharedScale(intervals: readonly Interval[], { around }: { around?: number } = {}): Scale {
  const values = intervals.flatMap(ends);
  if (values.length === 0) return { min: 0, max: 1 };
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (around !== undefined) {
    const reach = Math.max(Math.abs(low - around), Math.abs(high - around), Number.EPSILON) * 1.08;
    return { min: around - reach, max: around + reach };
  }
  const air = (high - low || Math.abs(high) || 1) * 0.08;
  return { min: low - air, max: high + air };
}

export interface Placed {
  x: number;
  clipped: 'low' | 'high' | null;
}

/** Where a value stands on a line of `width` px with `pad` px of air, held inside it. */
export function place(value: number, scale: Scale, { width, pad = 5 }: { width: number; pad?: number }): Placed {
  const share = (value - scale.min) / (scale.max - scale.min);
  const clipped = share < 0 ? 'low' : share > 1 ? 'high' : null;
  const x = pad + Math.min(1, Math.max(0, share)) * (width - 2 * pad);
  return { x: Math.round(x * 10) / 10, clipped };
}

/** Half the width of a label in px: Geist's figures are about 6.1 px wide at 11 px. */
export const halfWidth = (text: string, fontPx: number): number => (text.length * fontPx * 0.56) / 2;

/** Keeps a centred label inside [0, width]. */
export const inside = (x: number, half: number, width: number): number => Math.min(width - half, Math.max(half, x));
