export { acceptRecords } from './accept';
export type { Accepted, Delivery, Outcome, Reject } from './delivery';
export { minorDigitsOf } from '@/db/schema/currencies.constants';
export { ruleVersion } from './domain/limits';
export { maxBatchBytes } from './domain/limits';
export type { CallType } from './domain/normalise-call';
export { identityOfRow, keyOfRow, normaliseRow, type ReadRow, type Row } from './domain/normalise-row';
export { type ReadRequest, readRequest, refused } from './domain/read-request';
export { type StreamField, streamShapes } from './domain/stream-fields';
