export type { CustomerProfile } from './get';
export { getCustomerSummary } from './get-summary';
export { writeCustomersCsv } from './write-csv';
export { getCustomerInWorkspace } from './internal';
