import { formatDate } from '@/components/evidence/dates';
import { formatCount } from '@/components/evidence/format';
import type { Part } from '@/components/evidence/words';
import type { Trace } from '@/components/shell/trace';
import type { Measurability } from '@/server/features/campaigns/schemas';
import { levelText, refusalText, sizeText } from './campaign-words';
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

/** "This can be measured: with 1,984 customers you will see an effect of 5.2 points or more (8 times in 10)." */
export function measureSentence(found: Measurability | undefined, { values, currency, failed }: About): Part[] {
  if (failed) return [failed];
  if (!found) return ['Complete audience, window and what is worth having to see whether it can be measured.'];
  if (found.customers === 0) return ['Nobody is in this audience yet.'];
  const customers = `${formatCount(found.customers)} customers`;
  if (!found.mde.ok) return [`This cannot be measured with ${customers}: ${refusalText(found.mde)}.`];
  const size = sizeText(found.mde.effect, planOf(values), currency);
  const start = found.answer === 'yes' ? 'This can be measured' : 'Only a large effect would be seen';
  return [
    `${start}: with ${customers} you will see an effect of `,
    { figure: `${size} or more`, id: 'mde' },
    { aside: ' (8 times in 10)' },
    '.',
  ];
}

/** Where the smallest visible effect comes from. */
export function measureTraces(found: Measurability | undefined, { values, currency }: About): Record<string, Trace> {
  if (!found?.mde.ok) return {};
  const plan = planOf(values);
  return {
    mde: {
      title: 'Smallest visible effect',
      value: sizeText(found.mde.effect, plan, currency),
      meaning:
        'Were the last window to come again, a campaign with this true effect would be told apart from none in 8 of 10 draws of the arms.',
      facts: [
        { term: 'Baseline', value: levelText(found.baseline, plan, currency), note: 'the same customers' },
        { term: 'Window', value: `${formatDate(found.from)} to ${formatDate(found.until)}` },
        {
          term: 'Arms',
          value: `${formatCount(found.arms.control)} control, ${formatCount(found.arms.treatment)} treatment`,
        },
        { term: 'Formula', value: `${found.mde.formula}; two-sided, α 5 %, power 80 %` },
      ],
    },
  };
}
