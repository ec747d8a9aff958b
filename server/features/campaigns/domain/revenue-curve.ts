import { compareMeans, meansRegion } from '@/server/stats/experiments';
import type { Moments } from '@/server/stats/moments';
import type { RevenuePoint } from '../schemas';

interface Step {
  arm: string;
  step: number;
  r: number;
  rr: number;
  rrr: number;
}

interface CurveOptions {
  sizes: { control: number; treatment: number };
  steps: number;
  windowDays: number;
  level: number;
}

/**
 * Money that the treated brought beyond what they would have, up to the end of each step of the window; each step with an
 * interval of its own, and left out where the data cannot give one.
 */
export function revenueCurve(rows: readonly Step[], { sizes, steps, windowDays, level }: CurveOptions): RevenuePoint[] {
  const momentsAt = (arm: 'control' | 'treatment', step: number): Moments => {
    const found = rows.find((row) => row.arm === arm && row.step === step);
    return { n: sizes[arm], sum: found?.r ?? 0, sumSquares: found?.rr ?? 0, sumCubes: found?.rrr ?? 0 };
  };
  return Array.from({ length: steps }, (_, i) => i + 1).flatMap((step) => {
    const [control, treatment] = [momentsAt('control', step), momentsAt('treatment', step)];
    if (!meansRegion(control, treatment).ok) return [];
    const found = compareMeans(control, treatment, level);
    if (!found.ok) return [];
    const { difference, ciLow, ciHigh } = found;
    const n = sizes.treatment;
    return [{ day: (windowDays * step) / steps, minor: difference * n, ciLow: ciLow * n, ciHigh: ciHigh * n }];
  });
}
