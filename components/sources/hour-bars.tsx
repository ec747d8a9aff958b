const width = 120;
const height = 20;

/** Records of the last 24 hours, one bar an hour; what was rejected stands on top in amber. Decoration: figures are beside it. */
export function HourBars({ hours }: { hours: readonly { received: number; rejected: number }[] }) {
  const most = Math.max(1, ...hours.map((hour) => hour.received));
  const step = width / Math.max(1, hours.length);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden>
      {hours.map((hour, index) => {
        const full = hour.received === 0 ? 1 : Math.max(2, (hour.received / most) * height);
        const refused = hour.rejected === 0 ? 0 : Math.max(2, (hour.rejected / most) * height);
        return (
          <g key={index}>
            <rect x={index * step} y={height - full} width={step - 1.5} height={full} className="fill-border-strong" />
            <rect x={index * step} y={height - full} width={step - 1.5} height={refused} className="fill-watch" />
          </g>
        );
      })}
    </svg>
  );
}
