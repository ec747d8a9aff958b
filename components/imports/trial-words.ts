import { formatCount } from '@/components/evidence/format';
import type { ImportView } from '@/server/features/imports';

const rows = (count: number) => `${formatCount(count)} ${count === 1 ? 'row' : 'rows'}`;

/** What an import would do, by its trial: the finding first. */
export function trialWords(view: ImportView): string[] {
  const { received, stored, duplicate, rejected, updated, roundedAmounts, noRate } = view;
  const all = stored === received ? `All ${rows(received)} would be stored.` : undefined;
  const lines = [
    all ?? `${formatCount(stored)} of ${rows(received)} would be stored.`,
    duplicate > 0 ? `${rows(duplicate)} came before and would add nothing.` : '',
    updated > 0 ? `${formatCount(updated)} of the stored rows would change a record that is known.` : '',
    roundedAmounts > 0 ? `${formatCount(roundedAmounts)} amounts have surplus decimals and would be rounded.` : '',
    noRate > 0 ? `${rows(noRate)} have a currency without a rate and would be left out of money.` : '',
    rejected > 0 ? `${rows(rejected)} would be rejected:` : '',
  ];
  return lines.filter((line) => line !== '');
}
