/** What the marks need to know about an estimate. Values share one unit; a difference has `reference` 0. */
export interface Interval {
  /** null where the data gave no estimate. */
  estimate: number | null;
  /** Ends of the interval; null where none is defined. */
  low: number | null;
  high: number | null;
  /** The value of "no difference" or of a usual customer. Without it the estimate stands alone. */
  reference?: number | null;
  /** Customers behind it, and how many are needed (30 unless the estimator has its own gate). */
  n?: number;
  need?: number;
  /** false while the period is not over. */
  complete?: boolean;
}

/** Which way is good for this metric. */
export type Direction = 'higher' | 'lower' | 'neither';

export type Evidence =
  | { kind: 'clear'; tone: 'good' | 'risk' | 'ink'; side: 'above' | 'below' }
  | { kind: 'noise' }
  | { kind: 'too_few'; have: number; need: number }
  | { kind: 'unfinished' }
  | { kind: 'plain' };

export const usualNeed = 30;

const isFinite = (value: number | null): boolean => value === null || Number.isFinite(value);

function check({ estimate, low, high }: Interval): void {
  if (![estimate, low, high].every(isFinite)) throw new RangeError('an interval holds finite numbers or null');
  if ((low === null) !== (high === null)) throw new RangeError('an interval has two ends or none');
  if (low !== null && high !== null && low > high)
    throw new RangeError('the low end of an interval lies above its high end');
}

function compare(low: number, high: number, reference: number, direction: Direction): Evidence {
  if (low <= reference && reference <= high) return { kind: 'noise' };
  const side = low > reference ? 'above' : 'below';
  if (direction === 'neither') return { kind: 'clear', tone: 'ink', side };
  const isGood = (direction === 'higher') === (side === 'above');
  return { kind: 'clear', tone: isGood ? 'good' : 'risk', side };
}

/**
 * How sure a mark may be. Every tile, cell, table, plot, mail and export takes this result.
 * An end that touches the reference holds it, so it is noise. Throws RangeError on ends in the wrong order.
 */
export function evidenceOf(interval: Interval, direction: Direction): Evidence {
  check(interval);
  const { estimate, low, high, reference = null, n = 0, need = usualNeed } = interval;
  const isFew = interval.n !== undefined && n < need;
  if (isFew || estimate === null) return { kind: 'too_few', have: n, need };
  if (interval.complete === false) return { kind: 'unfinished' };
  if (reference === null || low === null || high === null) return { kind: 'plain' };
  return compare(low, high, reference, direction);
}

export type Tone = 'good' | 'risk' | 'ink' | 'noise' | 'muted';

/** The one colour an evidence may take: never good or risk on noise. */
export function toneOf(evidence: Evidence): Tone {
  if (evidence.kind === 'clear') return evidence.tone;
  if (evidence.kind === 'plain') return 'ink';
  return evidence.kind === 'noise' ? 'noise' : 'muted';
}

/** Class names for each tone, for text and for marks in SVG. */
export const toneClass: Record<Tone, { text: string; fill: string; stroke: string }> = {
  good: { text: 'text-good-text', fill: 'fill-good', stroke: 'stroke-good' },
  risk: { text: 'text-risk-text', fill: 'fill-risk', stroke: 'stroke-risk' },
  ink: { text: 'text-text', fill: 'fill-text-2', stroke: 'stroke-text-2' },
  noise: { text: 'text-muted', fill: 'fill-noise', stroke: 'stroke-noise' },
  muted: { text: 'text-muted', fill: 'fill-noise', stroke: 'stroke-noise' },
};
