import { formatCount } from '@/components/evidence/format';
import type { Ledger } from '@/components/evidence/ledger-equation';
import type { Part } from '@/components/evidence/words';

/** Refused records that share a reason. */
export interface ReasonCount {
  reason: string;
  count: number;
}

/** The headline of the data page: whether everything that arrived is accounted for, and what was refused. */
export function dataSentence(ledger: Ledger, reasons: readonly ReasonCount[]): Part[] {
  if (ledger.received === 0) return ['Nothing has arrived yet. Bring in a file, or send events with a write key.'];
  if (ledger.rejected === 0) return ['Everything that arrived is accounted for, and none of it was rejected.'];
  const because = becauseOf(ledger.rejected, reasons);
  const noun = ledger.rejected === 1 ? 'record was' : 'records were';
  return [
    'Everything that arrived is accounted for. ',
    { figure: formatCount(ledger.rejected), id: 'rejected' },
    ` ${noun} rejected${because}.`,
  ];
}

function becauseOf(rejected: number, [first, ...others]: readonly ReasonCount[]): string {
  if (!first) return '';
  // A reason begins with its field: "customer_id: is missing".
  const reason = first.reason.replace(/^(\w+): /, '$1 ');
  if (others.length > 0) return `, most recently because ${reason}`;
  return rejected === 1 ? ` because ${reason}` : `, all because ${reason}`;
}

/** How often each reason stands among refused records, the most frequent first. */
export function countReasons(rows: readonly { reason: string; conflicting: boolean }[]): ReasonCount[] {
  const counts = new Map<string, number>();
  for (const { reason, conflicting } of rows) if (!conflicting) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
}

/** What came from all sources together. */
export const addLedgers = (all: readonly Ledger[]): Ledger =>
  all.reduce(
    (sum, one) => ({
      received: sum.received + one.received,
      stored: sum.stored + one.stored,
      duplicate: sum.duplicate + one.duplicate,
      rejected: sum.rejected + one.rejected,
    }),
    { received: 0, stored: 0, duplicate: 0, rejected: 0 },
  );
