export { type ChanceOfLeaving, chanceOfLeaving } from './chance-of-leaving';
export { type CustomerPrediction, predictCustomer } from './predict-customer';
export { expressionValue, type FormulaInput, type FormulaValue, formulaValue } from './formula-value';
export { type FormulaName, namedFormula, TIMING_TEXT, type Timing } from './named-formulas';
export { type SurvivalValueInput, survivalValue } from './survival-value';
export type { FormulaReason, FormulaRefusal, Step } from './types';
export { type TotalAtRisk, totalAtRisk } from './total-at-risk';
export { type AtRisk, type AtRiskInput, valueAtRisk } from './value-at-risk';
