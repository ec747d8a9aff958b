import { formatMonth } from '@/components/evidence/dates';
import { evidenceOf, type Interval } from '@/components/evidence/evidence';
import { formatCount, formatInterval, formatShare } from '@/components/evidence/format';
import { IntervalBar } from '@/components/evidence/interval-bar';
import { type Scale, sharedScale } from '@/components/evidence/interval-layout';
import { Panel } from '@/components/ui/panel';
import type { NewCustomers } from '@/server/features/home/schemas';

const intervalOf = ({ size, next }: NewCustomers): Interval => ({
  estimate: next?.value ?? null,
  low: next?.ciLow ?? null,
  high: next?.ciHigh ?? null,
  n: size,
  complete: next?.complete ?? false,
});

/** New customers of the last months, and who of them bought in the month after, on one scale. */
export function NewestCohorts({ newest }: { newest: readonly NewCustomers[] }) {
  if (newest.length === 0) return null;
  const scale = sharedScale(newest.map(intervalOf));
  return (
    <Panel title="New customers" sub="share that bought in the month after" flush>
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">First bought</th>
            <th scope="col" className="r">
              Customers
            </th>
            <th scope="col" className="r">
              Bought next month
            </th>
            <th scope="col" className="r max-md:hidden">
              95 % interval
            </th>
            <th scope="col" className="max-md:hidden">
              <span className="sr-only">Picture</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {newest.map((row) => (
            <Row key={row.start} row={row} scale={scale} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

interface RowProps {
  row: NewCustomers;
  scale: Scale;
}

function Row({ row, scale }: RowProps) {
  return (
    <tr>
      <th scope="row" className="font-medium">
        {formatMonth(row.start)}
      </th>
      <td className="r">{formatCount(row.size)}</td>
      <Share row={row} scale={scale} />
    </tr>
  );
}

/** The two cells of the month after: the share, and its interval as a bar, on phones in words. */
function Share({ row, scale }: RowProps) {
  const { size, next } = row;
  const interval = intervalOf(row);
  const evidence = evidenceOf(interval, 'higher');
  if (!next || evidence.kind === 'too_few') return <NoShare words={next ? 'too few to say' : 'no month after yet'} />;
  const write = (share: number) => formatShare(share, { n: size, unit: false });
  const share = formatShare(next.value, { n: size });
  const open = evidence.kind === 'unfinished' ? 'not finished' : null;
  const ends = formatInterval(next.ciLow ?? 0, next.ciHigh ?? 1, write);
  return (
    <>
      <td className="r">
        {share}
        <span className="block text-small text-muted md:hidden">{ends}</span>
        {open ? <span className="block text-small text-muted md:hidden">{open}</span> : null}
      </td>
      <td className="r text-muted max-md:hidden">{ends}</td>
      <td className="max-md:hidden">
        <span className="flex items-center gap-3 text-small text-muted">
          <IntervalBar interval={interval} direction="higher" scale={scale} label={`${share}, ${ends}`} />
          {open}
        </span>
      </td>
    </>
  );
}

const NoShare = ({ words }: { words: string }) => (
  <>
    <td className="r text-muted">{words}</td>
    <td className="max-md:hidden" />
    <td className="max-md:hidden" />
  </>
);
