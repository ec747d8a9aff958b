export { type CupedContrast, cupedContrast, type PairedMoments } from './cuped';
export { type Interaction, interactionOf, type SegmentDifference } from './interaction';
export { meanMde, meanSampleSize } from './power-means';
export {
  type PowerFormula,
  type PowerTarget,
  proportionMde,
  proportionPower,
  proportionSampleSize,
  type SampleSize,
} from './power-proportions';
export {
  bestOfRedraw,
  type RandomisationInput,
  type RandomisationResult,
  type Redraw,
  randomisationTest,
  type Stratification,
  stratifiedRedraw,
} from './randomisation-test';
export { meansRegion, proportionsRegion, sequentialRegion } from './region';
export {
  deltaLift,
  type Estimated,
  estimatedMean,
  estimatedShare,
  fiellerLift,
  type LiftInput,
  type RelativeLift,
} from './relative-lift';
export { type SequentialInput, type SequentialInterval, sequentialInterval } from './sequential';
export { type SampleRatio, sampleRatio } from './srm';
export { compareProportions, type ProportionContrast } from './two-proportions';
export { type Verdict, type VerdictInput, type VerdictWord, verdictOf } from './verdict';
export { compareMeans, type MeanContrast } from './welch';
