import { cx } from '@/components/ui/cx';
import { type Direction, type Interval, toneClass } from './evidence';
import { place, type Scale } from './interval-layout';
import { Band, Dot, End, layoutInterval } from './marks';

interface IntervalBarProps {
  interval: Interval;
  direction: Direction;
  /** Shared down a column: see `sharedScale`. */
  scale: Scale;
  /** In words: "1.1 points, 95 % interval −2.8 to 5.0". */
  label: string;
  width?: number;
  /** A guardrail: the value that must not be crossed. */
  limit?: number;
  className?: string;
}

const mid = 10;

/** An estimate and its interval on the column's scale: solid dot, hollow dot, or hatched without a dot. */
export function IntervalBar({ interval, direction, scale, label, width = 190, limit, className }: IntervalBarProps) {
  const layout = layoutInterval(interval, direction, scale, { width });
  const { zero, range, hatched } = layout;
  const stroke = toneClass[layout.tone].stroke;
  return (
    <svg
      width={width}
      height={20}
      viewBox={`0 0 ${width} 20`}
      role="img"
      aria-label={label}
      className={cx('inline-block align-middle', className)}
    >
      {zero === null ? null : <line x1={zero} x2={zero} y1={0} y2={20} className="stroke-axis" />}
      {limit === undefined ? null : (
        <line
          x1={place(limit, scale, { width }).x}
          x2={place(limit, scale, { width }).x}
          y1={0}
          y2={20}
          className="stroke-watch"
          strokeWidth={1.5}
          strokeDasharray="2 2"
        />
      )}
      <Band layout={layout} y={mid - 3} height={6} />
      {range && !hatched ? (
        <>
          <End at={range.low} y={mid} reach={3} stroke={stroke} />
          <End at={range.high} y={mid} reach={3} stroke={stroke} />
        </>
      ) : null}
      <Dot layout={layout} y={mid} radius={3.5} />
    </svg>
  );
}

interface ScaleHeadProps {
  scale: Scale;
  ticks: readonly { value: number; label: string }[];
  width?: number;
}

/** The column's head: the ends of the scale and the reference, above the bars. */
export function ScaleHead({ scale, ticks, width = 190 }: ScaleHeadProps) {
  return (
    <svg
      width={width}
      height={16}
      viewBox={`0 0 ${width} 16`}
      aria-hidden
      className="inline-block overflow-visible align-middle"
    >
      {ticks.map((tick) => (
        <text
          key={tick.value}
          x={place(tick.value, scale, { width }).x}
          y={12}
          textAnchor="middle"
          className="fill-muted text-small"
        >
          {tick.label}
        </text>
      ))}
    </svg>
  );
}
