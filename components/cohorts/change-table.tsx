import { cohortName } from '@/components/charts/cohort-grid/grid-model';
import { type IntervalRow, IntervalTable } from '@/components/charts/interval-table';
import { formatPoints } from '@/components/evidence/format';
import { Panel } from '@/components/ui/panel';
import type { NeighbourChanges } from '@/server/features/cohorts/domain/compare';
import type { CohortSpec } from '@/server/features/cohorts/schemas';
import { changeEnds, changeInterval, cohortWords, periodWords } from './cohort-words';

const mostRows = 18;

/** Each cohort against the one before it, on one scale. */
export function ChangeTable({ found, by }: { found: NeighbourChanges; by: CohortSpec['by'] }) {
  const rows = found.changes.slice(-mostRows).map(
    (change): IntervalRow => ({
      id: change.start,
      name: (
        <>
          {cohortName(change.start, by)} <span className="text-muted">vs {cohortName(change.previous, by)}</span>
        </>
      ),
      says: `${cohortWords(change.start, by)} against ${cohortWords(change.previous, by)}`,
      interval: changeInterval(change),
      estimate: formatPoints(change.difference, { unit: 'none' }),
      ends: changeEnds(change),
    }),
  );
  return (
    <Panel
      title={`Each ${by} against the one before`}
      sub={`share that came back in ${periodWords(found.period, by)}, points`}
      flush
    >
      {rows.length === 0 ? (
        <p className="p-4 text-table text-muted">There are not two cohorts to compare yet.</p>
      ) : (
        <IntervalTable
          nameHead="Entered"
          estimateHead="Change"
          rows={rows}
          direction="higher"
          ticks={[{ value: 0, label: '0' }]}
        />
      )}
    </Panel>
  );
}
