export { getAsOfDay } from '@/server/features/workspaces';
export { getCohortGrid } from './get-grid';
export { writeCohortCsv } from './write-csv';
