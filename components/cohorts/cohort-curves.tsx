import { RetentionCurves } from '@/components/charts/retention-curves';
import { formatPoints } from '@/components/evidence/format';
import type { NeighbourChange } from '@/server/features/cohorts/domain/compare';
import type { Cohort, CohortSpec } from '@/server/features/cohorts/schemas';
import { changeEvidence } from './cohort-words';

interface CohortCurvesProps {
  label: string;
  cohorts: readonly Cohort[];
  by: CohortSpec['by'];
  change: NeighbourChange | undefined;
}

/** Share that came back, by cohort; the two cohorts of the headline stand out. */
export function CohortCurves({ label, cohorts, by, change }: CohortCurvesProps) {
  const later = cohorts.map((cohort) => ({ ...cohort, cells: cohort.cells.filter((cell) => cell.period > 0) }));
  return (
    <RetentionCurves
      label={label}
      cohorts={later}
      by={by}
      figure={{ kind: 'share' }}
      subject={change?.start ?? later.at(-1)?.start ?? ''}
      reference={change?.previous}
      difference={
        change
          ? { period: change.period, evidence: changeEvidence(change), text: formatPoints(change.difference) }
          : undefined
      }
      xTitle={`${by}s since entering`}
    />
  );
}
