export { getCohortGrid } from './get-grid';
export { writeCohortCsv } from './write-csv';
