const days = Array.from({ length: 31 }, (_, step) => step * 2);
const x = (day: number) => 8 + (day / 60) * 402;
const y = (share: number) => 24 + (1 - share) * 770;

/** Share still there after `day` days, flattening towards `end`. */
const remaining = (day: number, end: number) => end + (1 - end) * Math.exp(-day / 17);
const halfWidth = (day: number) => 0.021 * (1 - Math.exp(-day / 20));

function shapes(end: number): { line: string; band: string } {
  const points = (shift: number) =>
    days.map((day) => `${x(day).toFixed(1)} ${y(remaining(day, end) + shift * halfWidth(day)).toFixed(1)}`);
  return {
    line: `M${points(0).join('L')}`,
    band: `M${points(1).join('L')}L${points(-1).toReversed().join('L')}Z`,
  };
}

const treated = shapes(0.82);
const control = shapes(0.77);
const [treatedEnd, controlEnd] = [y(remaining(60, 0.82)), y(remaining(60, 0.77))];

/** An illustration, not a result: two arms that part, with their bands. */
export function ResultPicture() {
  return (
    <svg
      viewBox="0 0 520 300"
      className="w-full"
      role="img"
      aria-label="Illustration: the treated arm stays above the control arm"
    >
      <line x1={8} x2={410} y1={270} y2={270} className="stroke-border-strong" />
      <path d={control.band} className="fill-noise" opacity={0.18} />
      <path d={control.line} className="fill-none stroke-noise" strokeWidth={2} />
      <path d={treated.band} className="fill-accent" opacity={0.18} />
      <path d={treated.line} className="fill-none stroke-accent" strokeWidth={2} />
      <line x1={410} x2={410} y1={treatedEnd} y2={controlEnd} className="stroke-text" />
      <circle cx={410} cy={treatedEnd} r={4} className="fill-accent" />
      <circle cx={410} cy={controlEnd} r={4} className="fill-noise" />
      <text x={422} y={treatedEnd + 4} className="fill-accent-text text-small">
        contacted
      </text>
      <text x={422} y={controlEnd + 4} className="fill-muted text-small">
        control
      </text>
      <text x={8} y={290} className="fill-muted text-[11px]">
        first day
      </text>
      <text x={410} y={290} textAnchor="end" className="fill-muted text-[11px]">
        60 days later
      </text>
    </svg>
  );
}
