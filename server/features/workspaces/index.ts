export { createWorkspace } from './create';
export { openWorkspaceOfPerson } from './open';
export { type RotatedKeys, rotateKeys } from './rotate-keys';
