export { createSampleWorkspace } from './create';
export { fillSample, type Filling } from './fill';
export { runSampleResets } from './run-resets';
