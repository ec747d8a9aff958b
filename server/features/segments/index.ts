export { createSegment } from './create';
export { listSegments } from './list';
export { type PlannedSegment, planSegment } from './plan-segment';
export { previewSegment } from './preview';
export { planSealed, sealSegment } from './seal-segment';
export { writeSegmentCsv } from './write-csv';
