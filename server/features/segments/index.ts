export { createSegment } from './create';
export { listSegments } from './list';
export { type PlannedSegment, planSegment } from './plan-segment';
export { previewSegment } from './preview';
export { writeSegmentCsv } from './write-csv';
