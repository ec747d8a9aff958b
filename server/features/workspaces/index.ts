export { createWorkspace } from './create';
export { openWorkspaceOfPerson } from './open';
export { rotateKeys } from './rotate-keys';
