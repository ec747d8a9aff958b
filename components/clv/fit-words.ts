import { type FitStep, fitSteps } from '@/db/schema/models.constants';
import type { FitView } from '@/server/features/clv';
import { modelNames } from './clv-words';

export const isUnderWay = (fit: Pick<FitView, 'state'> | null): boolean =>
  fit?.state === 'waiting' || fit?.state === 'running';

const stepWords: Record<FitStep, string> = {
  reading: 'Reading purchases',
  nbd: `Fitting ${modelNames.nbd}`,
  bgnbd: `Fitting ${modelNames.bgnbd}`,
  mbgnbd: `Fitting ${modelNames.mbgnbd}`,
  paretonbd: `Fitting ${modelNames.paretonbd}, the slowest of the four`,
  forecast: 'Working out the forecast',
};

/** What a fit under way is at. */
export function fitWords({ state, stepsDone }: Pick<FitView, 'state' | 'stepsDone'>): string {
  if (state === 'waiting') return 'Waiting for its turn';
  return stepWords[fitSteps[stepsDone] ?? 'forecast'];
}
