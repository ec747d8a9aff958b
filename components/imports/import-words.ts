import { formatBytes, formatCount } from '@/components/evidence/format';
import type { ImportView } from '@/server/features/imports';

const plural = (count: number, one: string, many: string) => `${formatCount(count)} ${count === 1 ? one : many}`;

/** What an import did, in a line: the ledger first, then what a reader may wonder about. */
export function importWords(view: ImportView): string {
  const rest = [
    view.duplicate > 0 ? `${formatCount(view.duplicate)} seen before` : '',
    view.rejected > 0 ? `${formatCount(view.rejected)} rejected` : '',
    view.updated > 0 ? plural(view.updated, 'update', 'updates') : '',
    view.noRate > 0 ? `${plural(view.noRate, 'amount', 'amounts')} in a currency without a rate` : '',
    view.roundedAmounts > 0 ? `${plural(view.roundedAmounts, 'amount', 'amounts')} rounded` : '',
  ].filter((part) => part !== '');
  return [`${plural(view.received, 'row', 'rows')}: ${formatCount(view.stored)} stored`, ...rest].join(', ');
}

/** What a running import has done so far. */
export const progressWords = (view: ImportView): string =>
  `${formatBytes(view.bytesRead)} of ${formatBytes(view.fileBytes)}, ${plural(view.received, 'row', 'rows')}, ${formatCount(view.rejected)} rejected`;

const stateWords: Record<ImportView['state'], string> = {
  draft: 'waiting for you',
  waiting: 'waiting',
  running: 'running',
  tried: 'tried, nothing stored',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  undoing: 'being undone',
  undone: 'undone',
};

export const stateOf = (view: ImportView): string => stateWords[view.state];

export const isUnderWay = (view: ImportView): boolean => ['waiting', 'running', 'undoing'].includes(view.state);
