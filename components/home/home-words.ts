import { formatMonthName } from '@/components/evidence/dates';
import { type Evidence, evidenceOf, type Interval } from '@/components/evidence/evidence';
import { formatCount, formatInterval, formatPoints, formatShare } from '@/components/evidence/format';
import { intervalWords, type Part, sizeInterval, unfinishedWords } from '@/components/evidence/words';
import type { CohortComparison, Home, MonthSoFar } from '@/server/features/home/schemas';

/** "July", or "July 2025" when that is not the year of `asOf`. */
export const monthName = (day: string, asOf: string): string =>
  formatMonthName(day, { year: day.slice(0, 4) !== asOf.slice(0, 4) });

/** "November so far", or "October" when it is over. */
export const soFarName = ({ from, to, days, of }: MonthSoFar): string =>
  days === of ? formatMonthName(from, { year: true }) : `${formatMonthName(from)} to ${Number(to.slice(8))}`;

export const comparedInterval = ({ difference, newer, older }: CohortComparison): Interval => ({
  ...difference,
  reference: 0,
  n: Math.min(newer.size, older.size),
});

export const comparedEvidence = (found: CohortComparison): Evidence => evidenceOf(comparedInterval(found), 'higher');

const laterWords = ['', 'one month later', 'two months later', 'three months later'];

const points = (value: number, n: number) => formatPoints(value, { n, unit: 'none', signed: false });

function comparisonSentence(found: CohortComparison, asOf: string): Part[] {
  const { newer, older, difference, period } = found;
  const evidence = comparedEvidence(found);
  const n = Math.min(newer.size, older.size);
  const [mine, theirs] = [monthName(newer.start, asOf), monthName(older.start, asOf)];
  if (evidence.kind === 'too_few') {
    return [
      'Too few new customers to compare months: ',
      { figure: formatCount(n), id: 'compared' },
      ` in ${newer.size < older.size ? mine : theirs}, at least ${evidence.need} are needed.`,
    ];
  }
  if (evidence.kind === 'noise') {
    const signed = formatInterval(difference.low, difference.high, (end) => formatPoints(end, { n, unit: 'none' }));
    return [
      `How many of ${mine}’s and ${theirs}’s new customers bought again ${laterWords[period]} cannot be told apart from noise `,
      { aside: `(${intervalWords(signed)} points)` },
      '.',
    ];
  }
  const ends = sizeInterval(difference.low, difference.high, (end) => points(end, n));
  const size = `${points(Math.abs(difference.estimate), n)} points ${difference.estimate < 0 ? 'fewer' : 'more'}`;
  return [
    `Of ${mine}’s new customers `,
    { figure: size, id: 'compared' },
    ` bought again ${laterWords[period]} than of ${theirs}’s `,
    { aside: `(${intervalWords(ends)})` },
    '.',
  ];
}

/** The headline of the first page: whether new customers come back as they used to. */
export function homeSentence({ comparison, customers, asOf }: Home): Part[] {
  if (comparison) return comparisonSentence(comparison, asOf);
  const bought: Part = { figure: formatCount(customers.buyers), id: 'buyers' };
  return [
    {
      figure: `${formatCount(customers.customers)} ${customers.customers === 1 ? 'customer' : 'customers'}`,
      id: 'customers',
    },
    customers.buyers === 0 ? ' and no order yet.' : ', ',
    ...(customers.buyers === 0
      ? []
      : [
          bought,
          ' of them bought. Months of new customers can be compared once two have a finished month after them.',
        ]),
  ];
}

/** Both shares in words, and how far the month is. */
export function homeFollowUp({ comparison, soFar, asOf }: Home): string {
  const shares = comparison
    ? `${formatShare(comparison.newer.share, { n: comparison.newer.size })} of ${formatCount(comparison.newer.size)} against ${formatShare(comparison.older.share, { n: comparison.older.size })} of ${formatCount(comparison.older.size)}. `
    : '';
  const [unfinished = ''] =
    soFar.days === soFar.of
      ? []
      : unfinishedWords({ period: monthName(soFar.from, asOf), done: soFar.days, total: soFar.of });
  return `${shares}${String(unfinished)}`.trim();
}

interface Arriving {
  state: 'empty' | 'importing' | 'fresh' | 'late';
  importedShare: number | null;
}

/** What is on its way while nothing can be read yet; undefined when nothing has arrived. */
export function underWayWords({ state, importedShare }: Arriving): string | undefined {
  if (state === 'empty') return undefined;
  if (state !== 'importing') return 'Records have arrived and are being counted';
  return importedShare === null
    ? 'A file is being read'
    : `A file is being read, ${Math.floor(importedShare * 100)} % so far`;
}
