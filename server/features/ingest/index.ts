export { acceptRecords } from './accept';
export type { Accepted, Delivery, Outcome, Reject } from './delivery';
export { normaliseCall, type CallContext } from './domain/normalise-call';
export { identityOfRow, keyOfRow, normaliseRow, type ReadRow, type Row } from './domain/normalise-row';
export { type StreamField, streamShapes } from './domain/stream-fields';
