import { BackTest } from '@/components/charts/back-test';
import type { ClvRun } from '@/server/features/clv/schemas';
import { addDays } from '@/components/evidence/calendar-days';
import { modelNames } from './clv-words';

/** Purchases since the end of calibration, week by week, as said and as they came. */
export function HoldoutChart({ run, label }: { run: ClvRun; label: string }) {
  const { holdout, chosen, input } = run;
  if (!holdout || !chosen) return null;
  const weekly = [{ week: 0, predicted: 0, actual: 0 }, ...holdout.weekly];
  return (
    <BackTest
      sub="purchases since the end of calibration, cumulative"
      label={label}
      days={weekly.map(({ week }) => addDays(input.calibrateUntil, Math.round(week * 7)))}
      actual={weekly.map((point) => point.actual)}
      models={[{ id: chosen, name: modelNames[chosen], values: weekly.map((point) => point.predicted) }]}
      chosen={chosen}
      split={0}
      figure={{ kind: 'count' }}
    />
  );
}
