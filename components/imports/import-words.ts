import { formatBytes, formatCount } from '@/components/evidence/format';
import type { Stream } from '@/db/schema/ingest.constants';
import type { ImportView } from '@/server/features/imports';

const plural = (count: number, one: string, many: string) => `${formatCount(count)} ${count === 1 ? one : many}`;

const verbs: Partial<Record<ImportView['state'], string>> = { tried: 'would be stored', undone: 'taken back' };

/** What an import did, in a line: the ledger first, then what a reader may wonder about. */
export function importWords(view: ImportView): string {
  const rest = [
    view.duplicate > 0 ? `${formatCount(view.duplicate)} seen before` : '',
    view.rejected > 0 ? `${formatCount(view.rejected)} rejected` : '',
    view.updated > 0 ? plural(view.updated, 'update', 'updates') : '',
    view.noRate > 0 ? `${plural(view.noRate, 'amount', 'amounts')} in a currency without a rate` : '',
    view.roundedAmounts > 0 ? `${plural(view.roundedAmounts, 'amount', 'amounts')} rounded` : '',
  ].filter((part) => part !== '');
  const verb = view.dryRun ? 'would be stored' : (verbs[view.state] ?? 'stored');
  return [`${plural(view.received, 'row', 'rows')}: ${formatCount(view.stored)} ${verb}`, ...rest].join(', ');
}

/** What an import under way has done so far. */
export function progressWords(view: ImportView): string {
  if (view.state === 'undoing') return `${plural(view.stored, 'row is', 'rows are')} being taken back`;
  if (view.state === 'waiting') return 'Waits for its turn';
  return `${formatBytes(view.bytesRead)} of ${formatBytes(view.fileBytes)}, ${plural(view.received, 'row', 'rows')}, ${formatCount(view.rejected)} rejected`;
}

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

export const mayUndo = (view: ImportView): boolean =>
  !view.dryRun && view.stored > 0 && ['done', 'failed', 'cancelled'].includes(view.state);

/** What a row of each stream is. */
export const streamWords: Record<Stream, string> = {
  customers: 'One row a customer: who they are. Other columns become traits.',
  contacts: 'One row a person inside an account.',
  orders: 'One row a purchase; a negative amount is a refund.',
  events: 'One row for each thing a customer did.',
  subscriptions: 'One row a contract: plan, monthly revenue, seats, renewal.',
  tickets: 'One row a support request.',
  conversations: 'One row a conversation with people or a bot.',
  responses: 'One row an answer: NPS, CSAT, CES, a review, a mention.',
  churns: 'One row a customer who left, with the reason.',
  spend: 'What was spent on a channel in a month.',
  costs: 'What serving or keeping a customer cost in a month.',
  arms: 'Which arm of a campaign a customer was in.',
};
