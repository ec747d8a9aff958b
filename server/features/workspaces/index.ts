export { createWorkspace } from './create';
