export { createWorkspace } from './create';
export { deleteSampleWorkspace } from './delete-sample';
export { getAsOfDay } from './get-as-of-day';
export { listOwnWorkspaces } from './list-own';
export { openWorkspaceOfPerson } from './open';
export { rotateKeys } from './rotate-keys';
