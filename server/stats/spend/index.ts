export { expectedSpend, fitGammaGamma, type SpendFit, type SpendResult, type SpendStats } from './gamma-gamma';
export { purchaseSpendCorrelation } from './purchase-spend-correlation';
