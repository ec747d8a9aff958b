import { cohortName } from '@/components/charts/cohort-grid/grid-model';
import { type IntervalRow, IntervalTable } from '@/components/charts/interval-table';
import { formatCount, formatPoints } from '@/components/evidence/format';
import { sharedScale } from '@/components/evidence/interval-layout';
import { Panel } from '@/components/ui/panel';
import type { NeighbourChange, NeighbourChanges } from '@/server/features/cohorts/domain/compare';
import type { CohortSpec } from '@/server/features/cohorts/schemas';
import { changeEnds, changeEvidence, changeInterval, cohortWords, periodWords } from './cohort-words';
import { ShowAll } from './show-all';

const mostRows = 60;
const newestRows = 8;

const isClear = (change: NeighbourChange | undefined) =>
  change !== undefined && changeEvidence(change).kind === 'clear';

/** Each cohort against the one before it, on one scale: the newest and the clear ones first, the others on demand. */
export function ChangeTable({ found, by }: { found: NeighbourChanges; by: CohortSpec['by'] }) {
  const changes = found.changes.slice(-mostRows);
  const rows = changes.map(
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
  const few = rows.filter((_, index) => index >= rows.length - newestRows || isClear(changes[index]));
  // One scale for both, so that opening it moves no bar.
  const scale = sharedScale(
    rows.map(({ interval }) => interval),
    { around: 0 },
  );
  const table = (shown: readonly IntervalRow[]) => (
    <IntervalTable
      nameHead="Entered"
      estimateHead="Change"
      rows={shown}
      direction="higher"
      scale={scale}
      ticks={[{ value: 0, label: '0' }]}
    />
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
        <ShowAll
          few={table(few)}
          all={table(rows)}
          hidden={rows.length - few.length}
          label={`Show all ${formatCount(rows.length)}`}
        />
      )}
    </Panel>
  );
}
