import type { Chart, Plugin } from 'chart.js';
import { spreadLabels } from './labels';
import type { ChartSpec, Mark, Point, Series } from './spec';
import { type TokenName, type Tokens, withAlpha } from './tokens';

/** What the painters need at the moment of painting. */
export interface Scene {
  spec: ChartSpec;
  tokens: Tokens;
  /** Where the crosshair stands. */
  cursor: number | null;
}

interface Brush {
  ctx: CanvasRenderingContext2D;
  scene: Scene;
  x: (value: number) => number;
  y: (value: number) => number;
  area: { left: number; right: number; top: number; bottom: number };
}

function brushOf(chart: Chart, scene: Scene): Brush | null {
  const { x, y } = chart.scales;
  if (!x || !y || !chart.chartArea) return null;
  return {
    ctx: chart.ctx,
    scene,
    x: (value) => x.getPixelForValue(value),
    y: (value) => y.getPixelForValue(value),
    area: chart.chartArea,
  };
}

interface Stroke {
  color: string;
  width?: number;
  dash?: number[];
}

type Spot = [x: number, y: number];

function line({ ctx }: Brush, spots: readonly Spot[], { color, width = 1, dash = [] }: Stroke): void {
  ctx.beginPath();
  for (const [x, y] of spots) ctx.lineTo(x, y);
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
}

interface TextStyle {
  color: TokenName;
  align?: CanvasTextAlign;
  weight?: 400 | 500;
  size?: 11 | 12;
  /** The ground behind the halo. */
  halo?: TokenName;
}

/** Text with a halo of the ground, so that lines may pass behind it. */
function text({ ctx, scene }: Brush, words: string, [x, y]: Spot, style: TextStyle): void {
  const { color, align = 'left', weight = 400, size = 11, halo = 'surface' } = style;
  ctx.font = `${weight} ${size}px ${scene.tokens.font}`;
  ctx.textAlign = align;
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4;
  ctx.strokeStyle = scene.tokens[halo];
  ctx.strokeText(words, x, y);
  ctx.fillStyle = scene.tokens[color];
  ctx.fillText(words, x, y);
}

const bounded = (points: readonly Point[]) =>
  points.flatMap((point) =>
    point.low === undefined || point.low === null || point.high === undefined || point.high === null
      ? []
      : [{ ...point, low: point.low, high: point.high }],
  );

function band(brush: Brush, series: Series): void {
  const points = bounded(series.points);
  if (points.length < 2) return;
  const { ctx, scene } = brush;
  ctx.beginPath();
  for (const point of points) ctx.lineTo(brush.x(point.x), brush.y(point.high));
  for (const point of points.toReversed()) ctx.lineTo(brush.x(point.x), brush.y(point.low));
  ctx.closePath();
  ctx.fillStyle = withAlpha(scene.tokens[series.color], 0.18);
  ctx.fill();
}

const whiskerWidth = 8;

function whiskers(brush: Brush, series: Series): void {
  const { ctx, scene } = brush;
  series.points.forEach((point, index) => {
    const [one] = bounded([point]);
    if (!one) return;
    const color = scene.tokens[series.colors?.[index] ?? series.color];
    const x = brush.x(one.x);
    const [top, bottom] = [brush.y(one.high), brush.y(one.low)];
    ctx.fillStyle = withAlpha(color, 0.24);
    ctx.fillRect(x - whiskerWidth / 2, top, whiskerWidth, bottom - top);
    for (const y of [top, bottom])
      line(
        brush,
        [
          [x - whiskerWidth / 2, y],
          [x + whiskerWidth / 2, y],
        ],
        { color },
      );
  });
}

type Painter<K extends Mark['kind']> = (brush: Brush, mark: Extract<Mark, { kind: K }>) => void;

const heldOut: Painter<'held-out'> = (brush, mark) => {
  const { ctx, scene, area } = brush;
  const x = brush.x(mark.from);
  ctx.fillStyle = scene.tokens.sunken;
  ctx.fillRect(x, area.top, area.right - x, area.bottom - area.top);
  line(
    brush,
    [
      [x, area.top],
      [x, area.bottom],
    ],
    { color: scene.tokens['text-2'] },
  );
  ctx.font = `400 11px ${scene.tokens.font}`;
  const width = (words: string) => ctx.measureText(words).width + 12;
  const y = area.top + 10;
  if (width(mark.before) < x - area.left) text(brush, mark.before, [x - 8, y], { color: 'muted', align: 'right' });
  const inside = width(mark.inside) < area.right - x ? mark.inside : mark.short;
  text(brush, inside, [x + 8, y], { color: 'muted', halo: 'sunken' });
};

const vertical: Painter<'vertical'> = (brush, mark) => {
  const { scene, area } = brush;
  const x = brush.x(mark.x);
  line(
    brush,
    [
      [x, area.top],
      [x, area.bottom],
    ],
    { color: scene.tokens.text, width: 1.5, dash: mark.dashed ? [3, 3] : [] },
  );
  if (!mark.label) return;
  const isLeft = mark.side === 'left';
  text(brush, mark.label, [x + (isLeft ? -6 : 6), area.top + 6], {
    color: 'text',
    align: isLeft ? 'right' : 'left',
    weight: 500,
    size: 12,
  });
};

const horizontal: Painter<'horizontal'> = (brush, mark) => {
  const { scene, area } = brush;
  const y = brush.y(mark.y);
  line(
    brush,
    [
      [area.left, y],
      [area.right, y],
    ],
    { color: scene.tokens[mark.color ?? 'text-2'], dash: mark.dashed ? [3, 3] : [] },
  );
  if (mark.label) text(brush, mark.label, [area.right + 6, y], { color: 'muted' });
};

const gap: Painter<'gap'> = (brush, mark) => {
  const x = brush.x(mark.x);
  const [from, to] = [brush.y(mark.from), brush.y(mark.to)];
  line(
    brush,
    [
      [x, from],
      [x, to],
    ],
    { color: brush.scene.tokens['text-2'], width: 1.25 },
  );
  // Left of the line, unless the axis stands there.
  brush.ctx.font = `500 12px ${brush.scene.tokens.font}`;
  const isTight = brush.ctx.measureText(mark.label).width + 12 > x - brush.area.left;
  const spot: Spot = isTight ? [x + 8, (from + to) / 2] : [x - 8, Math.max(from, to) + 14];
  text(brush, mark.label, spot, { color: mark.color, align: isTight ? 'left' : 'right', weight: 500, size: 12 });
};

function endLabels(brush: Brush): void {
  const ends = brush.scene.spec.series.flatMap((series) => {
    const last = series.points.at(-1);
    return series.endLabel && last
      ? [{ words: series.endLabel, color: series.endLabelColor ?? 'text', x: brush.x(last.x) + 8, y: brush.y(last.y) }]
      : [];
  });
  const centres = spreadLabels(
    ends.map(({ y }) => ({ y, height: 16 })),
    brush.area.top,
    brush.area.bottom,
  );
  ends.forEach(({ words, color, x }, index) =>
    text(brush, words, [x, centres[index] ?? 0], { color, weight: 500, size: 12 }),
  );
}

function below(brush: Brush): void {
  const { spec } = brush.scene;
  for (const mark of spec.marks ?? []) {
    if (mark.kind === 'held-out') heldOut(brush, mark);
    if (mark.kind === 'horizontal') horizontal(brush, mark);
  }
  for (const series of spec.series) {
    if (series.band === 'area') band(brush, series);
    if (series.band === 'whiskers') whiskers(brush, series);
  }
}

function above(brush: Brush): void {
  for (const mark of brush.scene.spec.marks ?? []) {
    if (mark.kind === 'vertical') vertical(brush, mark);
    if (mark.kind === 'gap') gap(brush, mark);
  }
  endLabels(brush);
}

function crosshair(brush: Brush): void {
  const { cursor, tokens } = brush.scene;
  if (cursor === null) return;
  const x = brush.x(cursor);
  line(
    brush,
    [
      [x, brush.area.top],
      [x, brush.area.bottom],
    ],
    { color: tokens.axis },
  );
}

/** Bands and grounds below the lines, marks and labels above them. `scene` is read at every painting. */
export function paintPlugin(scene: () => Scene): Plugin {
  const paint = (chart: Chart, ...painters: ((brush: Brush) => void)[]) => {
    const brush = brushOf(chart, scene());
    if (!brush) return;
    brush.ctx.save();
    for (const painter of painters) painter(brush);
    brush.ctx.restore();
  };
  return {
    id: 'holdfast',
    beforeDatasetsDraw: (chart) => paint(chart, below, crosshair),
    afterDatasetsDraw: (chart) => paint(chart, above),
  };
}

/** A 45° hatch over a fill: the mark of an unfinished period. */
export function hatchPattern(fill: string, lineColor: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = 5;
  tile.height = 5;
  const ctx = tile.getContext('2d');
  if (!ctx) return fill;
  ctx.fillStyle = fill;
  ctx.fillRect(0, 0, 5, 5);
  ctx.strokeStyle = lineColor;
  ctx.lineWidth = 1.4;
  ctx.beginPath();
  for (const from of [-5, 0, 5]) {
    ctx.moveTo(from, 5);
    ctx.lineTo(from + 5, 0);
  }
  ctx.stroke();
  return ctx.createPattern(tile, 'repeat') ?? fill;
}
