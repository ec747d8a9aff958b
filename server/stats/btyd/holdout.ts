import { requireRange } from '../answer';
import { coarsen } from './coarsen';
import { btydModels, expectedPurchasesAll, totalOver } from './models';
import type { BtydName, Rfx } from './types';

const COARSE_GROUPS = 20_000;
const TOP_FREQUENCY = 7;

/** What happened after the calibration period. */
export interface Holdout {
  /** Histories to the end of calibration, with `actual` purchases of each customer in the holdout. */
  readonly histories: Rfx & { readonly actual: Float64Array };
  readonly horizonWeeks: number;
  /** All customers' purchases from the end of calibration to the end of each whole holdout week 1, 2, … */
  readonly cumulativeActual: Float64Array;
}

export interface FrequencyRow {
  /** Repeat purchases in calibration; the last row is this many or more. */
  readonly x: number;
  readonly orMore: boolean;
  readonly customers: number;
  readonly actual: number;
  readonly predicted: number;
}

export interface HoldoutResult {
  readonly predicted: number;
  readonly actual: number;
  /** Mean over customers of |expected − actual| purchases. */
  readonly mae: number;
  /** Means per customer by calibration frequency. */
  readonly byFrequency: readonly FrequencyRow[];
  readonly weekly: readonly { readonly week: number; readonly predicted: number; readonly actual: number }[];
  /** Mean over weeks of |predicted − actual| cumulative purchases: the criterion of the choice. */
  readonly meanWeeklyError: number;
  readonly weeks: number;
}

function byFrequency({ histories }: Holdout, expected: Float64Array): FrequencyRow[] {
  const sums = Array.from({ length: TOP_FREQUENCY + 1 }, () => ({ customers: 0, actual: 0, predicted: 0 }));
  expected.forEach((value, i) => {
    const row = sums[Math.min(histories.x[i] as number, TOP_FREQUENCY)];
    const n = histories.count[i] as number;
    if (row === undefined) return;
    row.customers += n;
    row.actual += n * (histories.actual[i] as number);
    row.predicted += n * value;
  });
  return sums.flatMap(({ customers, actual, predicted }, x) =>
    customers === 0
      ? []
      : [{ x, orMore: x === TOP_FREQUENCY, customers, actual: actual / customers, predicted: predicted / customers }],
  );
}

/**
 * Back-test of a fitted model: expected purchases given each customer's own history against what was counted.
 * Inputs: model and parameters fitted to the calibration period; Holdout (weeks; rows may be grouped by
 * (x, tx, T, actual)). Every customer is observed to the end of calibration, T apart.
 * Returns totals, MAE per customer, means by frequency, the weekly cumulative curve and its mean absolute error
 * (0 with no whole week). Assumes nothing; it is the check. Fails: RangeError on misaligned inputs.
 * Numerics: totals use all rows; the weekly curve merges histories beyond 20,000 groups (see coarsen).
 * Source: Fader, Hardie, Lee (2005), figures 3 to 5. Checked against: CDNOW in tests/golden/cdnow-sample.json.
 */
export function evaluateHoldout(name: BtydName, params: readonly number[], holdout: Holdout): HoldoutResult {
  const { histories, horizonWeeks, cumulativeActual } = holdout;
  requireRange(histories.actual.length === histories.x.length, 'actual and histories differ in length');
  requireRange(horizonWeeks > 0, 'a holdout needs a horizon');
  requireRange(cumulativeActual.length === Math.floor(horizonWeeks), 'one cumulative count a whole holdout week');
  const model = btydModels[name];
  const expected = expectedPurchasesAll(model, params, histories, horizonWeeks);
  const errors = expected.map((value, i) => Math.abs(value - (histories.actual[i] as number)));
  const customers = histories.count.reduce((sum, n) => sum + n, 0);
  const coarse = coarsen(histories, COARSE_GROUPS);
  const weekly = Array.from(cumulativeActual, (actual, i) => ({
    week: i + 1,
    predicted: totalOver(coarse, expectedPurchasesAll(model, params, coarse, i + 1)),
    actual,
  }));
  const weeklyError = weekly.reduce((sum, week) => sum + Math.abs(week.predicted - week.actual), 0);
  return {
    predicted: totalOver(histories, expected),
    actual: totalOver(histories, histories.actual),
    mae: totalOver(histories, errors) / customers,
    byFrequency: byFrequency(holdout, expected),
    weekly,
    meanWeeklyError: weekly.length === 0 ? 0 : weeklyError / weekly.length,
    weeks: weekly.length,
  };
}
