export { createWorkspace } from './create';
export { listOwnWorkspaces } from './list-own';
export { openWorkspaceOfPerson } from './open';
export { rotateKeys } from './rotate-keys';
