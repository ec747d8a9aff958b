/** Streams of interfaces.md; the inbox `kind` of a record is its stream, that of an HTTP call its type. */
export const streams = [
  'customers',
  'contacts',
  'orders',
  'events',
  'subscriptions',
  'tickets',
  'conversations',
  'responses',
  'churns',
  'spend',
  'costs',
  'arms',
] as const;
export type Stream = (typeof streams)[number];

/** `alias`, `identify` and `group` say who somebody is; the others are streams. */
const inboxKinds = [...streams, 'identify', 'group', 'alias'] as const;
export type InboxKind = (typeof inboxKinds)[number];

/**
 * A `draft` waits for its mapping, a `waiting` one for a process to read it. `tried` was read without storing and keeps
 * its file; `undoing` waits until the worker has taken it back.
 */
const importStates = [
  'draft',
  'waiting',
  'running',
  'tried',
  'done',
  'failed',
  'cancelled',
  'undoing',
  'undone',
] as const;
export type ImportState = (typeof importStates)[number];
