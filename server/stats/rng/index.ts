export { type Random, seededRandom } from './random';
export { sampleBeta } from './sample-beta';
export { sampleExponential } from './sample-exponential';
export { sampleGamma } from './sample-gamma';
export { sampleNormal } from './sample-normal';
export { samplePoisson } from './sample-poisson';
