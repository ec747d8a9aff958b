export { cancelImport } from './cancel';
export { exportRejected } from './export-rejected';
export { getImport } from './get';
export type { ImportView } from './internal';
export { listRejected, type RejectedRow } from './list-rejected';
export { runImport } from './run';
export { runPendingImports } from './run-pending';
export { startImport } from './start';
export { uploadFile } from './upload';
