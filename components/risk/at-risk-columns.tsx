import { formatCount, formatInterval, formatShare } from '@/components/evidence/format';
import type { Column } from '@/components/tables/columns';
import type { AtRiskRow, RiskRun } from '@/server/features/risk/schemas';
import { reasonOf, worth } from './risk-words';

const muted = (text: string) => <span className="text-muted">{text}</span>;

export const nameOf = (row: AtRiskRow) => row.name || row.email || row.externalId;

/** A chance with its interval beneath, where there is one. */
function Chance({ row: { chance, chanceLow, chanceHigh } }: { row: AtRiskRow }) {
  const write = (value: number) => formatShare(value);
  return (
    <span>
      {write(chance)}
      {chanceLow !== null && chanceHigh !== null ? (
        <span className="text-muted"> ({formatInterval(chanceLow, chanceHigh, write)})</span>
      ) : null}
    </span>
  );
}

/** The list by value at risk, or of the lost. Its order is the server's: it is the ranking. */
export function atRiskColumns(
  run: Pick<RiskRun, 'measure' | 'horizonDays'>,
  { currency, show }: { currency: string; show: 'at_risk' | 'lost' },
): Column<AtRiskRow>[] {
  const right = { align: 'right' } as const;
  const value: Column<AtRiskRow> = {
    id: 'value',
    header: 'Value if they stay',
    cell: (row) => worth(row.value, run, currency),
    size: 150,
    ...right,
  };
  const why: Column<AtRiskRow> = { id: 'why', header: 'Why', cell: (row) => muted(reasonOf(row)), size: 380 };
  const name: Column<AtRiskRow> = { id: 'name', header: 'Customer', cell: nameOf, size: 220, fixed: true };
  const orders: Column<AtRiskRow> = {
    id: 'orders',
    header: 'Purchase days',
    cell: (row) => formatCount(row.orders),
    size: 120,
    ...right,
  };
  if (show === 'lost')
    return [
      name,
      {
        id: 'alive',
        header: 'Still a customer',
        cell: (row) => formatShare(row.pAlive),
        size: 150,
        onPhones: true,
        ...right,
      },
      value,
      why,
      orders,
    ];
  return [
    name,
    {
      id: 'at_risk',
      header: 'Value at risk',
      cell: (row) => worth(row.atRisk, run, currency),
      size: 140,
      onPhones: true,
      ...right,
    },
    {
      id: 'chance',
      header: `Leaves in ${run.horizonDays} days`,
      cell: (row) => <Chance row={row} />,
      size: 200,
      ...right,
    },
    value,
    why,
    orders,
  ];
}
