export { bgnbd } from './bgnbd';
export { groupHistories, type RfxTotals, totalsOf } from './group';
export { mbgnbd } from './mbgnbd';
export { btydModels, namedParameters } from './models';
export { nbd } from './nbd';
export { discountedResidualPurchases, paretonbd } from './paretonbd';
export type { BtydModel, BtydName, FitReason, FitResult, FittedModel, History, RefusedFit, Rfx } from './types';
export { expectedPurchasesAll, pAliveAll, purchaseVarianceAll, totalOver } from './vectors';
