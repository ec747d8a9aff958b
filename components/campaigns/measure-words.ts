import { formatCount } from '@/components/evidence/format';
import type { Measurability } from '@/server/features/campaigns/schemas';
import { refusalText, sizeText } from './campaign-words';
import type { DraftValues } from './draft-values';

/** The metric of what is typed, as far as words need it. */
export const planOf = ({ metric, event, windowDays }: DraftValues) => ({
  metric,
  event: event || undefined,
  windowDays: Number(windowDays) || 1,
});

interface About {
  values: DraftValues;
  currency: string;
  failed: string | undefined;
}

/** "With 1,984 customers you will see an effect of 5.2 points or more (8 times in 10)." */
export function measureSentence(found: Measurability | undefined, { values, currency, failed }: About): string {
  if (failed) return failed;
  if (!found) return 'Complete audience, window and what is worth having to see whether it can be measured.';
  if (found.customers === 0) return 'Nobody is in this audience yet.';
  const customers = `${formatCount(found.customers)} customers`;
  if (!found.mde.ok) return `This cannot be measured with ${customers}: ${refusalText(found.mde)}.`;
  const size = sizeText(found.mde.effect, planOf(values), currency);
  const start = found.answer === 'yes' ? 'This can be measured' : 'Only a large effect would be seen';
  return `${start}: with ${customers} you will see an effect of ${size} or more, 8 times in 10.`;
}
