import type { RouterOutputs } from '@/components/shell/api-types';

export interface LiveRow {
  id: string;
  at: Date;
  kind: string;
  /** What the record is about: the event, the customer, the id. */
  what: string;
  /** Why it was refused. */
  reason: string | undefined;
  /** The record, to read. */
  text: string;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function aboutOf(body: unknown): string {
  const record = (body ?? {}) as Record<string, unknown>;
  const who = textOf(record.customerId) || textOf(record.userId) || textOf(record.anonymousId);
  return [textOf(record.event) || textOf(record.id), who].filter((part) => part !== '').join(' · ');
}

export const storedRow = (row: RouterOutputs['sources']['arrivals'][number]): LiveRow => ({
  id: `stored ${row.seq}`,
  at: row.receivedAt,
  kind: row.kind,
  what: aboutOf(row.body),
  reason: undefined,
  text: JSON.stringify(row.body, null, 2),
});

export const refusedRow = (row: RouterOutputs['sources']['refused']['rows'][number]): LiveRow => ({
  id: `refused ${row.id}`,
  at: row.receivedAt,
  kind: row.conflicting ? 'conflicting' : row.rowNo === null ? 'record' : `row ${row.rowNo}`,
  what: '',
  reason: row.reason,
  text: row.raw,
});
