export { type Candidate, type Choice, chooseModel } from './choose-model';
export { type Gate, type GateInput, type GateName, gates, type WeeklyGrowth, weeksUntilGatesPass } from './gates';
export { groupHistories, type RfxTotals, totalsOf } from './group';
export { evaluateHoldout, type FrequencyRow, type Holdout, type HoldoutResult } from './holdout';
export {
  btydModels,
  expectedPurchasesAll,
  namedParameters,
  pAliveAll,
  totalOver,
} from './models';
export { discountedResidualPurchases } from './paretonbd';
export { parameterIntervals, parametersRegion, profileOf } from './parameter-intervals';
export { predictTotal, type TotalPrediction } from './predict-total';
export { simulateHistories, simulatePurchases } from './simulate';
export type { BtydModel, BtydName, FitReason, FitResult, FittedModel, History, RefusedFit, Rfx } from './types';
