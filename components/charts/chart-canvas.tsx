'use client';

import {
  BarController,
  BarElement,
  Chart as ChartJs,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from 'chart.js';
import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Chart } from 'react-chartjs-2';
import { ChartTooltip } from './chart-tooltip';
import { type Data, datasets, optionsOf } from './options';
import { paintPlugin, type Scene } from './painters';
import { type ChartSpec, nearestStop, pointsAt, stops } from './spec';
import { useTokens } from './tokens';

ChartJs.register(BarController, BarElement, LineController, LineElement, PointElement, LinearScale);

export interface ChartHandle {
  /** The picture as a PNG on the ground of the theme. */
  png: () => string | null;
}

export interface ChartCanvasProps {
  spec: ChartSpec;
  /** A click or Enter at a place of the x axis: the customers behind it. */
  onPick?: (x: number, seriesId: string | undefined) => void;
  handle?: RefObject<ChartHandle | null>;
}

function pngOf(chart: { canvas: HTMLCanvasElement } | null, ground: string): string | null {
  if (!chart) return null;
  const copy = document.createElement('canvas');
  copy.width = chart.canvas.width;
  copy.height = chart.canvas.height;
  const ctx = copy.getContext('2d');
  if (!ctx) return null;
  ctx.fillStyle = ground;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(chart.canvas, 0, 0);
  return copy.toDataURL('image/png');
}

const steps: Record<string, (index: number, last: number) => number> = {
  ArrowLeft: (index) => Math.max(0, index - 1),
  ArrowRight: (index, last) => Math.min(last, index + 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** The one place where chart.js is used. Loaded when a chart is seen. */
export function ChartCanvas({ spec, onPick, handle }: ChartCanvasProps) {
  const tokens = useTokens();
  const chart = useRef<ChartJs<'line' | 'bar', Data['datasets'][number]['data']> | null>(null);
  const [cursor, setCursor] = useState<{ x: number; left: number } | null>(null);
  const scene = useRef<Scene>({ spec, tokens, cursor: null });
  scene.current = { spec, tokens, cursor: cursor?.x ?? null };
  const [plugins] = useState(() => [paintPlugin(() => scene.current)]);
  const all = useMemo(() => stops(spec), [spec]);
  const data = useMemo(() => datasets(spec, tokens), [spec, tokens]);
  const options = useMemo(() => optionsOf(spec, tokens), [spec, tokens]);
  useImperativeHandle(handle, () => ({ png: () => pngOf(chart.current, scene.current.tokens.surface) }), []);

  const stand = (x: number | null) => {
    const axis = chart.current?.scales['x'];
    const next = x === null || !axis ? null : { x, left: axis.getPixelForValue(x) };
    if (next?.x === cursor?.x) return;
    setCursor(next);
    scene.current = { ...scene.current, cursor: x };
    chart.current?.draw();
  };
  const follow = (event: PointerEvent) => {
    const axis = chart.current?.scales['x'];
    if (!axis) return;
    const place = event.clientX - event.currentTarget.getBoundingClientRect().left;
    stand(nearestStop(all, axis.getValueForPixel(place) ?? 0));
  };
  const pick = () => {
    if (cursor && onPick) onPick(cursor.x, pointsAt(spec, cursor.x)[0]?.series.id);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (event.key === 'Enter') pick();
    if (event.key === 'Escape') stand(null);
    if (!step) return;
    event.preventDefault();
    const from = cursor ? all.indexOf(cursor.x) : event.key === 'ArrowLeft' ? all.length : -1;
    stand(all[step(from, all.length - 1)] ?? null);
  };

  return (
    <div className="absolute inset-0" onPointerMove={follow} onPointerLeave={() => stand(null)} onClick={pick}>
      <Chart
        type="line"
        ref={(instance) => {
          chart.current = instance ?? null;
        }}
        data={data}
        options={options}
        plugins={plugins}
        role="img"
        aria-label={spec.label}
        tabIndex={0}
        onKeyDown={onKey}
        onBlur={() => stand(null)}
        className={onPick ? 'cursor-pointer rounded-sm' : 'rounded-sm'}
      />
      {cursor ? <ChartTooltip spec={spec} x={cursor.x} left={cursor.left} /> : null}
    </div>
  );
}
