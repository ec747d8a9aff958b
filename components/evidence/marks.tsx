import { cx } from '@/components/ui/cx';
import { type Direction, type Evidence, evidenceOf, type Interval, type Tone, toneClass, toneOf } from './evidence';
import { type Placed, place, type Scale } from './interval-layout';

/** Where everything of one interval stands, and how sure it may look. */
export interface Layout {
  evidence: Evidence;
  tone: Tone;
  /** Too few or unfinished: a hatched range without a dot. */
  hatched: boolean;
  zero: number | null;
  dot: number | null;
  range: { low: Placed; high: Placed } | null;
}

type Box = { width: number; pad?: number };

// A range that is not known is drawn over the whole scale, but only as a hatch.
function rangeOf({ low, high }: Interval, hatched: boolean, scale: Scale): [number, number] | null {
  if (low !== null && high !== null) return [low, high];
  return hatched ? [scale.min, scale.max] : null;
}

export function layoutInterval(interval: Interval, direction: Direction, scale: Scale, box: Box): Layout {
  const evidence = evidenceOf(interval, direction);
  const hatched = evidence.kind === 'too_few' || evidence.kind === 'unfinished';
  const x = (value: number | null): number | null => (value === null ? null : place(value, scale, box).x);
  const range = rangeOf(interval, hatched, scale);
  return {
    evidence,
    tone: toneOf(evidence),
    hatched,
    zero: x(interval.reference ?? null),
    dot: hatched ? null : x(interval.estimate),
    range: range ? { low: place(range[0], scale, box), high: place(range[1], scale, box) } : null,
  };
}

interface BandProps {
  layout: Layout;
  y: number;
  height: number;
}

/** The interval: tinted, or hatched where it may not look sure. */
export function Band({ layout, y, height }: BandProps) {
  if (!layout.range) return null;
  const { low, high } = layout.range;
  const box = { x: low.x, y, height, width: Math.max(1, high.x - low.x) };
  return layout.hatched ? (
    <rect {...box} fill="url(#hatch)" className="stroke-border-strong" strokeWidth={0.75} />
  ) : (
    <rect {...box} rx={1.5} className={toneClass[layout.tone].fill} opacity={0.24} />
  );
}

interface EndProps {
  at: Placed;
  y: number;
  reach: number;
  stroke: string;
}

/** A whisker; an arrow where the scale cuts the interval off. */
export function End({ at, y, reach, stroke }: EndProps) {
  if (!at.clipped) return <line x1={at.x} x2={at.x} y1={y - reach} y2={y + reach} className={stroke} />;
  const tip = at.clipped === 'low' ? -4 : 4;
  return <path d={`M${at.x - tip} ${y - 4}L${at.x} ${y}L${at.x - tip} ${y + 4}`} className={cx('fill-none', stroke)} />;
}

interface DotProps {
  layout: Layout;
  y: number;
  radius: number;
  /** The ground a hollow dot shows. */
  ground?: string;
}

/** Solid when clear or plain, hollow on noise, none when too few or unfinished. */
export function Dot({ layout, y, radius, ground = 'fill-surface' }: DotProps) {
  if (layout.dot === null) return null;
  const tone = toneClass[layout.tone];
  return layout.evidence.kind === 'noise' ? (
    <circle cx={layout.dot} cy={y} r={radius} className={cx(ground, tone.stroke)} strokeWidth={1.6} />
  ) : (
    <circle cx={layout.dot} cy={y} r={radius} className={tone.fill} />
  );
}
