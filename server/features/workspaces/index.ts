export { createWorkspace } from './create';
export { openWorkspaceOfPerson } from './open';
