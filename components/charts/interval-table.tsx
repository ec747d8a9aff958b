import type { ReactNode } from 'react';
import { type Direction, evidenceOf, type Interval, toneClass, toneOf } from '@/components/evidence/evidence';
import { IntervalBar, ScaleHead } from '@/components/evidence/interval-bar';
import { type Scale, sharedScale } from '@/components/evidence/interval-layout';
import { evidenceWord } from '@/components/evidence/words';
import { cx } from '@/components/ui/cx';

export interface IntervalRow {
  id: string;
  name: ReactNode;
  /** In words, for the picture's name: "Feb against Jan". */
  says: string;
  interval: Interval;
  /** As written: "+0.8", "−3.3 to +5.0". */
  estimate: string;
  ends: string;
  /** Cells between the name and the estimate, one per `extraHeads`. */
  extra?: readonly ReactNode[];
  limit?: number;
}

interface IntervalTableProps {
  nameHead: string;
  estimateHead: string;
  extraHeads?: readonly string[];
  rows: readonly IntervalRow[];
  direction: Direction;
  /** Shared down the column; from the rows, around zero, when left out. */
  scale?: Scale;
  /** Labels above the bars. */
  ticks?: readonly { value: number; label: string }[];
}

const barWidth = 132;

function Row({ row, direction, scale }: { row: IntervalRow; direction: Direction; scale: Scale }) {
  const evidence = evidenceOf(row.interval, direction);
  const isSure = evidence.kind === 'clear';
  const tone = isSure || evidence.kind === 'plain' ? toneClass[toneOf(evidence)].text : 'text-muted';
  return (
    <tr>
      <th scope="row" className={cx('font-normal', evidence.kind === 'too_few' && 'text-muted')}>
        {row.name}
      </th>
      {row.extra?.map((cell, index) => (
        <td key={index} className="r text-muted max-md:hidden">
          {cell}
        </td>
      ))}
      <td className={cx('r', tone, isSure && 'font-semibold')}>
        {evidence.kind === 'too_few' ? 'too few' : row.estimate}
        <span className="hidden text-small font-normal text-muted max-md:block">{row.ends}</span>
      </td>
      <td className="r text-muted max-md:hidden">{row.ends}</td>
      <td className="max-md:hidden">
        <IntervalBar
          interval={row.interval}
          direction={direction}
          scale={scale}
          width={barWidth}
          limit={row.limit}
          label={`${row.says}: ${row.estimate}, ${row.ends}`}
        />
      </td>
      <td className={cx('text-small max-md:hidden', tone)}>{evidenceWord(evidence)}</td>
    </tr>
  );
}

/** Estimates under each other on one scale, with their words. On phones the interval stands under the number. */
export function IntervalTable({
  nameHead,
  estimateHead,
  extraHeads = [],
  rows,
  direction,
  scale,
  ticks = [],
}: IntervalTableProps) {
  const shared =
    scale ??
    sharedScale(
      rows.map((row) => row.interval),
      { around: 0 },
    );
  return (
    <table className="tbl dense">
      <thead>
        <tr>
          <th scope="col">{nameHead}</th>
          {extraHeads.map((head) => (
            <th key={head} scope="col" className="r max-md:hidden">
              {head}
            </th>
          ))}
          <th scope="col" className="r">
            {estimateHead}
          </th>
          <th scope="col" className="r max-md:hidden">
            95 % interval
          </th>
          <th scope="col" className="max-md:hidden">
            <span className="sr-only">Picture</span>
            <ScaleHead scale={shared} ticks={ticks} width={barWidth} />
          </th>
          <th scope="col" className="max-md:hidden">
            <span className="sr-only">Evidence</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} direction={direction} scale={shared} />
        ))}
      </tbody>
    </table>
  );
}
