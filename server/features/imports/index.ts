export { cancelImport } from './cancel';
export { createImport } from './create';
export { storeFile } from './file-store';
export { getImport } from './get';
export type { ImportView } from './internal';
export { listRejected, type RejectedRow } from './list-rejected';
export { runImport } from './run';
export { runPendingImports } from './run-pending';
export { startImport } from './start';
