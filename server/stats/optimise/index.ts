export { type Curvature, curvatureAt } from './curvature';
export { type Minimum, type MinimiseOptions, minimise, type Objective } from './minimise';
