import { sql } from 'drizzle-orm';
import type { ServiceContext } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';
import type { FuzzFigures } from './fuzz';
import type { OverloadFigures } from './overload';

/** What the record holds of one workspace: its counts, rows of the inbox and rows that were rejected. */
export interface Kept {
  received: number;
  stored: number;
  duplicate: number;
  rejected: number;
  inbox: number;
  kept: number;
}

export async function readKept(ctx: Pick<ServiceContext, 'db' | 'workspace'>): Promise<Kept> {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.execute<Record<keyof Kept, number>>(
      sql`select sum(received)::int as received, sum(stored)::int as stored, sum(duplicate)::int as duplicate, sum(rejected)::int as rejected,
        (select count(*)::int from inbox) as inbox, (select count(*)::int from rejected where not conflicting) as kept from ingest_counts`,
    ),
  );
  if (!row) throw new Error('the record holds no counts');
  return { ...row };
}

/** Where received = stored + duplicate + rejected does not hold between answers, counts and rows; and every 5xx. */
export function fuzzFaults({ statuses, accepted, duplicate, rejected }: FuzzFigures, kept: Kept): string[] {
  const told: Kept = {
    received: accepted + duplicate + rejected,
    stored: accepted,
    duplicate,
    rejected,
    inbox: accepted,
    kept: rejected,
  };
  const broken = Object.entries(statuses).filter(([status]) => Number(status) >= 500);
  return [
    ...broken.map(([status, count]) => `${count} answers of ${status}`),
    ...(Object.keys(told) as (keyof Kept)[])
      .filter((name) => told[name] !== kept[name])
      .map((name) => `${name}: answers say ${told[name]}, the record ${kept[name]}`),
  ];
}

/** Which bounds of four times the peak are not kept; an overload that was none proves nothing. */
export function overloadFaults(figures: OverloadFigures): string[] {
  const { peakPerSecond, offeredPerSecond, acceptedPerSecond, refused } = figures;
  const bounds: [string, boolean][] = [
    [`${offeredPerSecond}/s were offered, less than 4 × ${peakPerSecond}`, offeredPerSecond >= 4 * peakPerSecond],
    ['nothing was refused', refused > 0],
    [`${acceptedPerSecond}/s were accepted of ${peakPerSecond}`, acceptedPerSecond >= 0.7 * peakPerSecond],
    [`${figures.peakMemoryMb} MB`, figures.peakMemoryMb <= 512],
    [`${figures.socketErrors} socket errors`, figures.socketErrors === 0],
    [`${figures.badRefusals} refusals without Retry-After`, figures.badRefusals === 0],
    [`recovered in ${figures.recoveryMs} ms`, figures.recoveryMs <= 10_000],
  ];
  return bounds.flatMap(([fault, isKept]) => (isKept ? [] : [fault]));
}
