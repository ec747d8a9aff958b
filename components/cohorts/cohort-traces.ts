import { formatCount, formatPoints, formatShare } from '@/components/evidence/format';
import type { Trace } from '@/components/shell/trace';
import type { NeighbourChange, NeighbourChanges } from '@/server/features/cohorts/domain/compare';
import type { CohortGrid } from '@/server/features/cohorts/schemas';
import { changeEnds, changeEvidence, cohortWords, levelText, periodWords } from './cohort-words';
import { toneOf } from '@/components/evidence/evidence';

/** Where the figures of the headline come from. */
export function cohortTraces(
  { spec, asOf }: CohortGrid,
  found: NeighbourChanges,
  change: NeighbourChange | undefined,
): Record<string, Trace> {
  if (!change) return {};
  const [now, before] = [cohortWords(change.start, spec.by), cohortWords(change.previous, spec.by)];
  const facts = [
    { term: 'Grid', value: JSON.stringify(spec) },
    { term: 'Up to', value: asOf },
    {
      term: 'Interval',
      value: `Newcombe at ${levelText(found.level)}`,
      note: `${formatCount(found.compared)} comparisons, false coverage rate 5 %`,
    },
    { term: 'Source', value: 'bitmaps of active customers by period, hidden numbers left out' },
  ];
  return {
    difference: {
      title: `${now} against ${before}, ${periodWords(change.period, spec.by)}`,
      value: formatPoints(change.difference),
      interval: {
        estimate: change.difference,
        low: change.ciLow,
        high: change.ciHigh,
        words: `interval ${changeEnds(change)} points`,
        tone: toneOf(changeEvidence(change)),
        reference: { value: 0, label: 'no difference' },
      },
      meaning: `${formatShare(change.share)} of ${now} and ${formatShare(change.previousShare)} of ${before} came back in ${periodWords(change.period, spec.by)}.`,
      facts,
    },
    share: {
      title: `${now}, ${periodWords(change.period, spec.by)}`,
      value: formatShare(change.share),
      meaning: `Share of the customers of ${now} that came back in ${periodWords(change.period, spec.by)}.`,
      facts,
    },
  };
}
