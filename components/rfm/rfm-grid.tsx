import Link from 'next/link';
import { heatStep } from '@/components/charts/cohort-grid/grid-model';
import { formatCount } from '@/components/evidence/format';
import { cx } from '@/components/ui/cx';
import { groupOf } from '@/server/features/rfm/domain/groups';
import { ruleOfScores } from '@/server/features/rfm/domain/rule';
import type { RfmReport } from '@/server/features/rfm/schemas';
import { segmentAddress } from '@/components/segments/segment-words';

const scores = [5, 4, 3, 2, 1] as const;

/** Customers by recency down and frequency across, the best at the top right; a cell opens its customers. */
export function RfmGrid({ slug, report }: { slug: string; report: RfmReport }) {
  const countOf = (r: number, f: number) =>
    report.cells.filter((cell) => cell.r === r && cell.f === f).reduce((sum, { customers }) => sum + customers, 0);
  const most = Math.max(1, ...scores.flatMap((r) => scores.map((f) => countOf(r, f))));
  return (
    <table
      className="w-full table-fixed border-separate border-spacing-0.5 text-table"
      aria-label="Customers by recency and frequency score"
    >
      <thead>
        <tr className="text-small text-muted">
          <th scope="col" className="w-[72px] text-left font-normal">
            <span className="sr-only">Recency</span>
          </th>
          {scores.toReversed().map((f) => (
            <th key={f} scope="col" className="font-normal">
              F {f}
              {f === 5 ? ', often' : f === 1 ? ', seldom' : ''}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {scores.map((r) => (
          <tr key={r}>
            <th scope="row" className="text-left text-small font-normal text-muted">
              R {r}
              {r === 5 ? ', lately' : r === 1 ? ', long ago' : ''}
            </th>
            {scores.toReversed().map((f) => (
              <Cell key={f} slug={slug} report={report} r={r} f={f} customers={countOf(r, f)} most={most} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CellProps {
  slug: string;
  report: RfmReport;
  r: number;
  f: number;
  customers: number;
  most: number;
}

function Cell({ slug, report, r, f, customers, most }: CellProps) {
  const rule = ruleOfScores(report.bounds, { r: [r, r], f: [f, f] });
  const name = `Recency ${r}, frequency ${f}: ${formatCount(customers)} customers, ${groupOf({ r, f })}`;
  if (customers === 0 || !rule)
    return (
      <td className="h-12 rounded-[3px] bg-sunken text-center text-muted" aria-label={name}>
        –
      </td>
    );
  return (
    <td className="p-0">
      <Link
        href={segmentAddress(slug, rule)}
        prefetch={false}
        aria-label={name}
        className={cx(
          'heat-cell flex h-12 flex-col items-center justify-center rounded-[3px] font-medium',
          `heat-${heatStep(customers, { min: 0, max: most })}`,
        )}
      >
        {formatCount(customers)}
        <span className="text-micro leading-3 font-normal max-md:hidden">{groupOf({ r, f })}</span>
      </Link>
    </td>
  );
}
