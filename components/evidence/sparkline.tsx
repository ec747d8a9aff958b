import { type Tone, toneClass } from './evidence';

interface SparklineProps {
  values: readonly number[];
  /** How many of the last values belong to an unfinished period: dashed. */
  unfinished?: 0 | 1;
  /** Of the last finished point. */
  tone?: Tone;
}

const width = 190;
const height = 32;
const air = 4;

/** The way to the tile's figure, straight lines, the unfinished tail dashed. Decoration: the words carry the change. */
export function Sparkline({ values, unfinished = 0, tone = 'ink' }: SparklineProps) {
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const point = (value: number, index: number) => {
    const x = 2 + (index / (values.length - 1)) * (width - 4);
    const y = height - air - ((value - low) / span) * (height - 2 * air);
    return [Math.round(x * 10) / 10, Math.round(y * 10) / 10] as const;
  };
  const points = values.map(point);
  const done = points.slice(0, points.length - unfinished);
  const last = done.at(-1) ?? [0, 0];
  const tail = points.at(-1);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className="mt-2 block w-full max-w-[190px] overflow-visible md:max-w-none"
      aria-hidden
    >
      <path
        d={`M${done.map(([x, y]) => `${x} ${y}`).join('L')}`}
        className="fill-none stroke-text-2"
        strokeWidth={1.25}
        strokeLinejoin="round"
      />
      {unfinished && tail ? (
        <path
          d={`M${last[0]} ${last[1]}L${tail[0]} ${tail[1]}`}
          className="fill-none stroke-text-2"
          strokeWidth={1.25}
          strokeDasharray="2 2.5"
        />
      ) : null}
      <circle cx={last[0]} cy={last[1]} r={2.5} className={toneClass[tone].fill} />
    </svg>
  );
}
