export { benjaminiHochberg } from './benjamini-hochberg';
export { type MeanEstimate, meanInterval, meanRegion } from './mean-interval';
export { type Counts, type Difference, newcombeDifference } from './newcombe';
export { type Share, wilsonInterval } from './wilson';
