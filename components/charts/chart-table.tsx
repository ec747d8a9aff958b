import { writeEnds, writeFigure } from '@/components/evidence/figure';
import { formatCount } from '@/components/evidence/format';
import { type ChartSpec, tableRows } from './spec';

/** The picture as a table: same numbers, same words for what may not be sure. */
export function ChartTable({ spec }: { spec: ChartSpec }) {
  const { figure, signed } = spec.y;
  const rows = tableRows(spec);
  const hasInterval = rows.some((row) => row.low !== null);
  const hasCount = rows.some((row) => row.n !== null);
  return (
    <div className="absolute inset-0 overflow-auto" tabIndex={0} role="region" aria-label="The chart as a table">
      <table className="tbl dense">
        <caption className="sr-only">{spec.label}</caption>
        <thead>
          <tr>
            <th scope="col">Series</th>
            <th scope="col">{spec.x.heading}</th>
            <th scope="col" className="r">
              Value
            </th>
            {hasInterval ? (
              <th scope="col" className="r">
                Interval
              </th>
            ) : null}
            {hasCount ? (
              <th scope="col" className="r">
                n
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.series} ${row.x}`}>
              <td>{row.series}</td>
              <td className="text-muted">
                {row.x}
                {row.complete ? '' : ', not finished'}
              </td>
              <td className="r">
                {writeFigure(row.y, figure, { locale: spec.locale, signed, n: row.n ?? undefined })}
              </td>
              {hasInterval ? (
                <td className="r text-muted">
                  {row.low === null || row.high === null
                    ? '–'
                    : writeEnds(row.low, row.high, figure, { locale: spec.locale, signed })}
                </td>
              ) : null}
              {hasCount ? (
                <td className="r text-muted">{row.n === null ? '–' : formatCount(row.n, { locale: spec.locale })}</td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
