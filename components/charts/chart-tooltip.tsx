'use client';

import { useLayoutEffect, useRef } from 'react';
import { writeEnds, writeFigure } from '@/components/evidence/figure';
import { formatCount } from '@/components/evidence/format';
import { type ChartSpec, pointsAt } from './spec';

const gap = 12;
const most = 8;

/** Follows the crosshair; every series at that place, highest first, with interval and n. */
export function ChartTooltip({ spec, x, left }: { spec: ChartSpec; x: number; left: number }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const tip = ref.current;
    const frame = tip?.parentElement;
    if (!tip || !frame) return;
    const isTight = left + gap + tip.offsetWidth > frame.clientWidth;
    tip.style.left = `${Math.max(0, isTight ? left - gap - tip.offsetWidth : left + gap)}px`;
  }, [left, x]);
  const rows = pointsAt(spec, x);
  return (
    <div
      ref={ref}
      role="status"
      className="pointer-events-none absolute top-2 z-20 min-w-36 rounded-md border border-border-strong bg-raised px-3 py-2 text-small whitespace-nowrap shadow-mid"
    >
      <div className="mb-1 font-medium">{spec.x.name(x)}</div>
      <table>
        <tbody>
          {rows.slice(0, most).map(({ series, point }) => (
            <tr key={series.id}>
              <th scope="row" className="pr-3 text-left font-normal text-muted">
                {series.name}
              </th>
              <td className="text-right font-medium">
                {writeFigure(point.y, spec.y.figure, { locale: spec.locale, n: point.n, signed: spec.y.signed })}
              </td>
              <td className="pl-2 text-muted">
                {typeof point.low === 'number' && typeof point.high === 'number'
                  ? `${writeEnds(point.low, point.high, spec.y.figure, { locale: spec.locale, n: point.n, signed: spec.y.signed })}`
                  : ''}
              </td>
              <td className="pl-2 text-right text-muted">
                {point.n === undefined ? '' : `n ${formatCount(point.n, { locale: spec.locale })}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most ? <div className="mt-1 text-muted">and {rows.length - most} more</div> : null}
    </div>
  );
}
