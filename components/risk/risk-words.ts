import { formatDate } from '@/components/evidence/dates';
import { formatCount, formatInterval, formatNumber, formatShare, nbsp } from '@/components/evidence/format';
import { formatMoney, moneyScale } from '@/components/evidence/money';
import { intervalWords, type Part } from '@/components/evidence/words';
import { modelNames } from '@/components/clv/clv-words';
import type { Trace } from '@/components/shell/trace';
import type { AtRiskRow, RiskRun } from '@/server/features/risk/schemas';

type Measured = Pick<RiskRun, 'measure'>;

/** Value in money, or in purchases where spend could not be modelled. */
export const worth = (value: number, { measure }: Measured, currency: string): string =>
  measure === 'money'
    ? formatMoney(Math.round(value), currency)
    : `${formatNumber(value, value < 10 ? 1 : 0)}${nbsp}purchases`;

/** "$14.2k to $18.1k". */
export function worthInterval(run: Measured, { low, high }: { low: number; high: number }, currency: string): string {
  if (run.measure === 'purchases') return formatInterval(low, high, (end) => formatCount(Math.round(end)));
  const scale = moneyScale(Math.round(high), currency);
  return formatInterval(low, high, (end) => formatMoney(Math.round(end), currency, { scale }));
}

/** The headline: how much may be lost, how sure that is, and with how few customers it lies. */
export function riskSentence(run: RiskRun, currency: string): Part[] {
  const { atRisk, horizonDays, interval, topShare, customers, lost } = run;
  if (atRisk <= 0) return [`Nothing is at risk in the next ${horizonDays} days.`];
  const about: Part[] = interval.ok
    ? [' ', { aside: `(${intervalWords(worthInterval(run, interval, currency))})` }]
    : [];
  const still = customers - lost;
  const top: Part[] =
    topShare !== null && still > 200
      ? ['; the first hundred customers of the list hold ', { figure: formatShare(topShare), id: 'top' }, ' of it']
      : [];
  return [
    'Customers who may leave within ',
    `${horizonDays} days would take `,
    { figure: worth(atRisk, run, currency), id: 'total' },
    ' with them',
    ...about,
    ...top,
    '.',
  ];
}

/** What the interval needs, where there are too few customers for one. */
export const riskFollowUp = ({ interval, lost, customers }: RiskRun): string => {
  const few = interval.ok
    ? ''
    : ` No interval is shown: that needs ${formatCount(interval.need)} customers, there are ${formatCount(interval.have)}.`;
  return `${formatCount(lost)} of ${formatCount(customers)} buyers have most likely left already and are listed apart.${few}`;
};

/** "every 18 days". */
export const gapInWords = (days: number) => (days < 1.5 ? 'every day' : `every ${formatCount(Math.round(days))} days`);

const daysAgo = (days: number) => (days === 1 ? 'yesterday' : `${formatCount(days)} days ago`);

/** Why a customer stands where they stand, in words. */
export function reasonOf({ daysSince, usualGapDays }: Pick<AtRiskRow, 'daysSince' | 'usualGapDays'>): string {
  const since = daysSince === 0 ? 'bought on the last day' : `last bought ${daysAgo(daysSince)}`;
  return usualGapDays === null ? `${since}, only once` : `${since}, usually ${gapInWords(usualGapDays)}`;
}

export function riskTraces(run: RiskRun, currency: string): Record<string, Trace> {
  const facts = [
    { term: 'Customers', value: formatCount(run.customers - run.lost) },
    { term: 'Left out', value: `${formatCount(run.lost)} lost, with a probability of being a customer below 10 %` },
    { term: 'Horizon', value: `${run.horizonDays} days from ${formatDate(run.from)}` },
    { term: 'Source', value: 'purchase days of every customer (cust_day)' },
  ];
  const model = {
    name: modelNames[run.model],
    facts: [
      { term: 'Scoring', value: run.id },
      { term: 'Value run', value: run.clvRunId },
    ],
  };
  return {
    total: {
      title: 'Value at risk',
      value: worth(run.atRisk, run, currency),
      meaning:
        'For each customer: the chance of being one now and leaving within the horizon, times what they are expected to spend in it if they stay; added up.',
      facts,
      model,
    },
    top: {
      title: 'Held by the first hundred',
      value: formatShare(run.topShare ?? 0),
      meaning: 'The hundred customers with the most at risk, as a share of all that is at risk.',
      facts,
      model,
    },
  };
}
