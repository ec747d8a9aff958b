import { comparableSize } from '@/db/schema/cohorts.constants';
import { formatDate, formatMonthName } from '@/components/evidence/dates';
import { type Evidence, evidenceOf, type Interval } from '@/components/evidence/evidence';
import { type Figure, writeEnds, writeFigure } from '@/components/evidence/figure';
import {
  formatCount,
  formatInterval,
  formatNumber,
  formatPoints,
  formatShare,
  nbsp,
} from '@/components/evidence/format';
import { intervalWords, type Part, sizeInterval, tooFewWords } from '@/components/evidence/words';
import type { NeighbourChange, NeighbourChanges } from '@/server/features/cohorts/domain/compare';
import type { Cohort, CohortSpec } from '@/server/features/cohorts/schemas';

export const figureOf = (measure: CohortSpec['measure'], currency: string): Figure => {
  if (measure === 'retained') return { kind: 'share' };
  return measure === 'revenue' || measure === 'revenue_per_customer' ? { kind: 'money', currency } : { kind: 'count' };
};

/** "March 1997", "the week of 3 Mar 1997", "3 Mar 1997". */
export function cohortWords(start: string, by: CohortSpec['by']): string {
  if (by === 'month') return formatMonthName(start, { year: true });
  return by === 'week' ? `the week of ${formatDate(start)}` : formatDate(start);
}

export const periodWords = (period: number, by: CohortSpec['by']): string => `${by} ${period}`;

export const changeInterval = (change: NeighbourChange): Interval => ({
  estimate: change.difference,
  low: change.ciLow,
  high: change.ciHigh,
  reference: 0,
  n: change.n,
  need: comparableSize,
  complete: change.complete,
});

export const changeEvidence = (change: NeighbourChange): Evidence => evidenceOf(changeInterval(change), 'higher');

const bare = (share: number) => formatPoints(share, { unit: 'none', signed: false });
export const changeEnds = (change: NeighbourChange): string =>
  formatInterval(change.ciLow, change.ciHigh, (end) => formatPoints(end, { unit: 'none' }));

/** "95 % interval, widened for 16 comparisons". */
function levelWords(found: NeighbourChanges, ends: string): string {
  const widened = found.compared > 1 ? `, allowing for ${formatCount(found.compared)} comparisons` : '';
  return `(${intervalWords(ends)}${widened})`;
}

function retainedSentence(
  cohorts: readonly Cohort[],
  spec: CohortSpec,
  found: NeighbourChanges,
  change: NeighbourChange | undefined,
): Part[] {
  if (!change) {
    const largest = Math.max(0, ...cohorts.map((cohort) => cohort.size));
    return tooFewWords({
      have: formatCount(largest),
      need: `two finished cohorts of ${comparableSize}`,
      group: 'customers in the largest cohort',
    });
  }
  const [now, before] = [cohortWords(change.start, spec.by), cohortWords(change.previous, spec.by)];
  const at = periodWords(change.period, spec.by);
  const evidence = changeEvidence(change);
  if (evidence.kind !== 'clear') {
    return [
      `Customers of ${now} and of ${before} came back alike in ${at}: the difference cannot be told apart from noise `,
      { aside: levelWords(found, changeEnds(change)) },
      '.',
    ];
  }
  const size = `${bare(Math.abs(change.difference))} points ${evidence.side === 'above' ? 'more' : 'less'}`;
  return [
    `Customers of ${now} came back `,
    { figure: size, id: 'difference' },
    ` in ${at} than those of ${before} `,
    { aside: levelWords(found, sizeInterval(change.ciLow, change.ciHigh, bare)) },
    ': ',
    { figure: formatShare(change.share, { n: change.n }), id: 'share' },
    ` against ${formatShare(change.previousShare, { n: change.n })}.`,
  ];
}

const totalWords: Record<Exclude<CohortSpec['measure'], 'retained'>, string> = {
  customers: 'customers came back',
  revenue: 'came in, net of refunds,',
  revenue_per_customer: 'a customer, net of refunds,',
  orders: 'orders came',
};

/** For what has no comparison: the value of the oldest cohort that is large enough, in its last finished period. */
function valueSentence(cohorts: readonly Cohort[], spec: CohortSpec, currency: string): Part[] {
  const measure = spec.measure === 'retained' ? 'customers' : spec.measure;
  const cohort = cohorts.find(({ size }) => size >= comparableSize);
  const cell = cohort?.cells.findLast(({ complete }) => complete);
  if (!cohort || !cell)
    return tooFewWords({
      have: formatCount(cohorts[0]?.size ?? 0),
      need: formatCount(comparableSize),
      group: 'customers in a cohort',
    });
  const figure = figureOf(measure, currency);
  const ends =
    cell.ciLow === null || cell.ciHigh === null
      ? []
      : [{ aside: ` (${intervalWords(writeEnds(cell.ciLow, cell.ciHigh, figure))})` }];
  return [
    { figure: writeFigure(cell.value, figure), id: 'value' },
    ` ${totalWords[measure]} from the ${formatCount(cohort.size)} customers of ${cohortWords(cohort.start, spec.by)} `,
    measure === 'revenue_per_customer'
      ? `by ${periodWords(cell.period, spec.by)}`
      : `in ${periodWords(cell.period, spec.by)}`,
    ...ends,
    '.',
  ];
}

/** The page's headline for any grid. */
export function cohortSentence(
  cohorts: readonly Cohort[],
  spec: CohortSpec,
  about: { found: NeighbourChanges; change: NeighbourChange | undefined; currency: string },
): Part[] {
  return spec.measure === 'retained'
    ? retainedSentence(cohorts, spec, about.found, about.change)
    : valueSentence(cohorts, spec, about.currency);
}

/** What else the comparisons say. */
export function followUp(found: NeighbourChanges, by: CohortSpec['by']): string | undefined {
  const judged = found.changes.filter((change) => change.complete && change.n >= comparableSize);
  const clear = judged.filter((change) => changeEvidence(change).kind === 'clear');
  if (judged.length < 2) return undefined;
  const count = clear.length === 0 ? 'No' : formatCount(clear.length);
  return `${count} of ${formatCount(judged.length)} ${by}s differed from the one before by more than chance.`;
}

export const levelText = (level: number): string => `${formatNumber(level * 100, level > 0.99 ? 2 : 1)}${nbsp}%`;
