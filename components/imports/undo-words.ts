import { formatCount } from '@/components/evidence/format';
import type { ImportUndoPreview } from '@/server/features/imports';

const some = (count: number, one: string, many: string) => `${formatCount(count)} ${count === 1 ? one : many}`;

/** What goes, what falls back, what stays: only what there is of each. */
export function undoWords(preview: ImportUndoPreview): string[] {
  const { records, fallBack, customers, drawn, laterDuplicates } = preview;
  return [
    `${some(records, 'stored row goes', 'stored rows go')}.`,
    customers > 0
      ? `${some(customers, 'customer exists', 'customers exist')} only because of this file and ${customers === 1 ? 'goes' : 'go'} with it.`
      : 'No customer goes: all of them are known from elsewhere too.',
    fallBack > 0 ? `${some(fallBack, 'record keeps', 'records keep')} what came from elsewhere.` : '',
    drawn > 0 ? `${some(drawn, 'customer stays', 'customers stay')}, because a campaign drew them.` : '',
    laterDuplicates > 0
      ? `Later files had ${some(laterDuplicates, 'row', 'rows')} that counted as seen before. Where this file was what they had been seen in, import those files again.`
      : '',
  ].filter((line) => line !== '');
}
