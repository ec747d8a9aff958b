import type { Workspace } from '@/server/platform/context';
import type { AcceptedRecord } from './schemas';

/** A row that was refused, with its bytes as they came. `rowNo` counts from 1 in a file. */
export interface Reject {
  raw: Buffer;
  reason: string;
  rowNo?: number;
}

/** What arrived together from one source: all of it is committed, or nothing. `at` is when it arrived. */
export interface Delivery {
  workspace: Workspace;
  sourceId: string;
  importNo?: number;
  records: readonly AcceptedRecord[];
  rejects: readonly Reject[];
  at: Date;
}

/** `updated` is a record with an id that was known with other values; `conflicting` an event known with another body. */
export type Outcome = 'stored' | 'updated' | 'duplicate' | 'conflicting';

/** stored + duplicate = records delivered. `updated` is part of stored, `conflicting` part of duplicate. */
export interface Accepted {
  stored: number;
  duplicate: number;
  updated: number;
  conflicting: number;
  /** One for each record, in the order of the delivery. */
  outcomes: Outcome[];
}
