export { createSource } from './create';
export { createWriteKey } from './create-write-key';
export { findWriteKey, type KeyedSource } from './write-key';
