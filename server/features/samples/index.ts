export { createSampleWorkspace } from './create';
export { fillSample, type Filling } from './fill';
