import { formatCount, formatShare } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import type { Part } from '@/components/evidence/words';
import { groupOf, rfmGroups } from '@/server/features/rfm/domain/groups';
import type { RfmBound, RfmReport } from '@/server/features/rfm/schemas';

export interface GroupSum {
  name: string;
  customers: number;
  netMinor: number;
}

/** What each group brings, in the order of the groups. */
export function sumsOf({ cells, groups }: Pick<RfmReport, 'cells' | 'groups'>): GroupSum[] {
  const net = new Map<string, number>();
  for (const cell of cells) net.set(groupOf(cell), (net.get(groupOf(cell)) ?? 0) + cell.netMinor);
  return rfmGroups.map(({ name }) => ({ name, customers: groups[name] ?? 0, netMinor: net.get(name) ?? 0 }));
}

const shareOf = (part: number, whole: number, n: number) => (whole > 0 ? formatShare(part / whole, { n }) : '–');

/** The headline: how few are the best, and what they bring. */
export function rfmSentence(report: RfmReport, currency: string): Part[] {
  const sums = sumsOf(report);
  const total = sums.reduce((sum, group) => sum + group.netMinor, 0);
  const [best] = sums;
  const risky = sums.find(({ name }) => name === 'At Risk');
  if (!best || report.n === 0) return ['Nobody has bought yet, so there are no groups.'];
  const share: Part[] =
    total > 0 ? [' and brought ', { figure: shareOf(best.netMinor, total, report.n) }, ' of net spend'] : [];
  const more: Part[] =
    risky && risky.customers > 0
      ? [
          '; ',
          { figure: `${formatCount(risky.customers)} At Risk` },
          ` who once brought ${formatMoney(risky.netMinor, currency)} have gone quiet`,
        ]
      : [];
  return [
    'Champions are ',
    { figure: shareOf(best.customers, report.n, report.n) },
    ' of buyers',
    ...share,
    ...more,
    '.',
  ];
}

export const groupMeanings: Readonly<Record<string, string>> = {
  Champions: 'bought lately, buy often',
  Loyal: 'bought not long ago, buy fairly often',
  Potential: 'bought not long ago, seldom so far',
  'At Risk': 'bought often, not for long',
  Lost: 'seldom, and long ago',
};

const spanOf = ({ low, high }: RfmBound): string =>
  `${low === high ? '' : `${formatCount(low)} to `}${formatCount(high)} ${high === 1 ? 'day' : 'days'}`;

/** "5: 0 to 14 days, 4: 15 to 40 days, …" */
export const boundsInWords = (bounds: readonly RfmBound[]): string =>
  bounds.map((bound) => `${bound.score}: ${spanOf(bound)}`).join(' · ');
