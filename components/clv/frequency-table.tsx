import { formatCount, formatNumber } from '@/components/evidence/format';
import { Panel } from '@/components/ui/panel';
import type { ClvHoldout } from '@/server/features/clv/schemas';

/** Customers by how often they had bought before, and what they bought on the held-out days against what was said. */
export function FrequencyTable({ rows }: { rows: ClvHoldout['byFrequency'] }) {
  return (
    <Panel title="By earlier purchases" sub="held-out purchases a customer" flush>
      <table className="tbl dense">
        <thead>
          <tr>
            <th scope="col">Bought again before</th>
            <th scope="col" className="r">
              Customers
            </th>
            <th scope="col" className="r">
              Actual
            </th>
            <th scope="col" className="r">
              Predicted
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.x}>
              <th scope="row" className="font-normal">
                {row.x}
                {row.orMore ? ' or more' : ''}
              </th>
              <td className="r">{formatCount(row.customers)}</td>
              <td className="r">{formatNumber(row.actual, 3)}</td>
              <td className="r">{formatNumber(row.predicted, 3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
