import { formatDate } from '@/components/evidence/dates';
import { formatCount, formatShare } from '@/components/evidence/format';
import type { Part } from '@/components/evidence/words';
import type { RuleNode } from '@/db/schema/segments.constants';
import { describeRule, type Writing } from '@/server/features/segments/domain/describe';

/** How a rule's amounts and days are written in a workspace. */
const writingOf = (currency: string): Writing => ({
  money: (amount) =>
    new Intl.NumberFormat('en-GB', {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      maximumFractionDigits: 2,
      minimumFractionDigits: 0,
    }).format(amount),
  day: (day) => formatDate(day),
  count: formatCount,
});

export const unitOf = (count: 'people' | 'accounts', n: number): string => {
  if (count === 'accounts') return n === 1 ? 'account' : 'accounts';
  return n === 1 ? 'customer' : 'customers';
};

/** The rule in words, e.g. "country is “GB”, and ordered at least 2 times". */
export const ruleWords = (rule: RuleNode, currency: string): string =>
  describeRule(rule, writingOf(currency)) || 'everyone';

/** The headline of a rule: how many, of how many. */
export function sizeSentence({ count, base }: { count: number; base: number }, unit: 'people' | 'accounts'): Part[] {
  const figure = { figure: `${formatCount(count)} ${unitOf(unit, count)}`, id: 'count' };
  if (base === 0) return ['Nobody is here yet, so nobody matches.'];
  if (count === base) return [figure, ' match: everyone.'];
  return [
    figure,
    ` ${count === 1 ? 'matches' : 'match'}, ${formatShare(count / base, { n: base })} of ${formatCount(base)}.`,
  ];
}

/** The address of the customers of a rule as a file. */
/** The builder with a rule in it, not saved yet. */
export const segmentAddress = (slug: string, rule: object): string =>
  `/${slug}/segments/new?${new URLSearchParams({ rule: JSON.stringify(rule) })}`;

export const csvAddress = (slug: string, rule: object): string =>
  `/api/segments/${slug}?${new URLSearchParams({ rule: JSON.stringify(rule) })}`;
