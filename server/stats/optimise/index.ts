export { type Curvature, curvatureAt } from './curvature';
export {
  type Estimate,
  type LikelihoodReason,
  maximumLikelihood,
  type Reached,
  type RefusedEstimate,
} from './maximum-likelihood';
export { type Minimum, type MinimiseOptions, minimise, type Objective } from './minimise';
export { type ProfileInput, type ProfileInterval, profileIntervals, profileRoot } from './profile-intervals';
