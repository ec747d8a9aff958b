import type { ClvReport, FitClvInput } from '../schemas';
import { chooseAmongModels, type HistoryRow, shownHoldout } from './candidates';
import { forecastValue, type ValuedHistories } from './forecast';
import { expectedTotalSpend, modelSpend, type SpendRow } from './spend';

/** Everything a fit needs, as it was read: plain values, so that another thread can take them. */
export interface FitData {
  input: FitClvInput;
  histories: HistoryRow[];
  weeks: { week: number; purchases: number; spent_minor: number }[];
  spend: SpendRow[];
  valued: ValuedHistories;
  /** Length of the holdout, undefined without one. */
  holdoutWeeks: number | undefined;
  /** Minor units in one unit of the currency. */
  unit: number;
}

/** Fits, back-tests and forecasts. Takes seconds to minutes of one processor; `onModel` hears of each model begun. */
export function reportOf(data: FitData, onModel: (index: number) => void = () => {}): ClvReport {
  const { input, histories, weeks, spend, holdoutWeeks, unit } = data;
  const byWeek = holdoutWeeks === undefined ? undefined : { weeks: holdoutWeeks, byWeek: weeks };
  const { best, ...shown } = chooseAmongModels(histories, byWeek, onModel);
  onModel(shown.candidates.length);
  const spendModel = modelSpend(spend, unit);
  const passed = shown.gates.every(({ ok }) => ok);
  const forecast =
    best && passed
      ? forecastValue(data.valued, {
          model: best.fit.model,
          until: input.holdoutUntil ?? input.calibrateUntil,
          horizonWeeks: input.horizonWeeks,
          spendParams: spendModel.params,
          unit,
        })
      : null;
  const actual = weeks.reduce((sum, week) => sum + week.spent_minor, 0) / unit;
  const predicted =
    best && spendModel.params && holdoutWeeks !== undefined
      ? expectedTotalSpend(best.fit, spendModel.params, histories, { horizonWeeks: holdoutWeeks, unit })
      : null;
  const holdout =
    best && holdoutWeeks !== undefined
      ? shownHoldout(best, holdoutWeeks, { predicted, actual: predicted === null ? null : actual })
      : null;
  return { ...shown, spend: spendModel.shown, holdout, forecast };
}
