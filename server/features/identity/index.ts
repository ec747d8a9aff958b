export { type BlockScope, countOf, openWorkTables, ownerOf } from './block-scope';
export { eraseFamily } from './erase-record';
export { eraseCustomer } from './erase';
export { refoldCustomerProfiles } from './fold';
export { type Evidence, joinCustomers } from './join-customers';
export { repointEvents } from './links';
export { mergeCustomers } from './merge';
export { resolveIdentity } from './resolve';
export { type Family, findTraces, readFamily, type Traces } from './traces';
