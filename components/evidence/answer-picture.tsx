import { cx } from '@/components/ui/cx';
import { type Direction, type Interval, toneClass } from './evidence';
import { halfWidth, inside, sharedScale } from './interval-layout';
import { Band, Dot, End, type Layout, layoutInterval } from './marks';

export interface AnswerPictureProps {
  interval: Interval;
  direction: Direction;
  /** The figures as written: "−7.0 pts", "−11.1", "−2.9". */
  labels: { estimate: string; low: string; high: string; reference?: string };
  /** In words, for screen readers. */
  label: string;
}

const width = 264;
const line = 32;

interface LabelProps {
  text: string;
  x: number;
  y: number;
}

function Label({ text, x, y }: LabelProps) {
  return (
    <text x={inside(x, halfWidth(text, 11), width)} y={y} textAnchor="middle" className="fill-muted text-micro">
      {text}
    </text>
  );
}

/** The two labels above the line touch: the reference goes below the ends. */
function touches(layout: Layout, labels: AnswerPictureProps['labels']): boolean {
  if (layout.zero === null || layout.dot === null) return false;
  const room = halfWidth(labels.estimate, 13) + halfWidth(labels.reference ?? '', 11) + 8;
  return Math.abs(layout.zero - layout.dot) < room;
}

function Range({ layout, labels }: Pick<AnswerPictureProps, 'labels'> & { layout: Layout }) {
  if (!layout.range) return null;
  const { low, high } = layout.range;
  const stroke = toneClass[layout.tone].stroke;
  // Ends that stand close keep their labels apart.
  const apart = Math.max(0, halfWidth(labels.low, 11) + halfWidth(labels.high, 11) + 8 - (high.x - low.x)) / 2;
  return (
    <>
      <Band layout={layout} y={line - 5} height={10} />
      <End at={low} y={line} reach={6} stroke={stroke} />
      <End at={high} y={line} reach={6} stroke={stroke} />
      <Label text={labels.low} x={low.x - apart} y={54} />
      <Label text={labels.high} x={high.x + apart} y={54} />
    </>
  );
}

function Estimate({ layout, text }: { layout: Layout; text: string }) {
  if (layout.dot === null) return null;
  const isSure = layout.evidence.kind !== 'noise';
  return (
    <text
      x={inside(layout.dot, halfWidth(text, 13), width)}
      y={15}
      textAnchor="middle"
      className={cx('fill-current text-table', isSure && 'font-semibold', toneClass[layout.tone].text)}
    >
      {text}
    </text>
  );
}

/** The answer's own interval, to scale, its ends and its reference labelled. */
export function AnswerPicture({ interval, direction, labels, label }: AnswerPictureProps) {
  const layout = layoutInterval(interval, direction, sharedScale([interval]), { width, pad: 20 });
  const { zero } = layout;
  const below = touches(layout, labels);
  const height = below ? 76 : 62;
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      className="overflow-visible"
    >
      <line x1={8} x2={width - 8} y1={line} y2={line} className="stroke-border-strong" />
      {zero === null ? null : <line x1={zero} x2={zero} y1={line - 11} y2={line + 11} className="stroke-text-2" />}
      {zero === null || !labels.reference ? null : <Label text={labels.reference} x={zero} y={below ? 70 : 15} />}
      <Range layout={layout} labels={labels} />
      <Dot layout={layout} y={line} radius={5} ground="fill-bg" />
      <Estimate layout={layout} text={labels.estimate} />
    </svg>
  );
}
