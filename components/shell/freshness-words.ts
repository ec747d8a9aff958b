import { formatAgo, formatTime } from '@/components/evidence/dates';
import type { Freshness } from './shell-context';

interface Facts {
  state: Freshness['state'];
  importedShare: number | null;
  receivedAt: Date | null;
}

/** "Importing, 64 %", "Data to 08:12, 6 minutes ago", "No data yet". */
export function freshnessInWords(
  { state, importedShare, receivedAt }: Facts,
  nowMs: number,
  timeZone: string,
): Freshness {
  if (state === 'importing')
    return { state, words: importedShare === null ? 'Importing' : `Importing, ${Math.floor(importedShare * 100)} %` };
  if (!receivedAt) return { state: 'empty', words: 'No data yet' };
  const at = receivedAt.getTime();
  const words = `Data to ${formatTime(at, { timeZone })}, ${formatAgo(at, nowMs)}`;
  return { state, words: state === 'late' ? `${words}, not all visible yet` : words };
}
