export { getAsOfDay } from './get-as-of-day';
export { getCohortGrid } from './get-grid';
export { writeCohortCsv } from './write-csv';
