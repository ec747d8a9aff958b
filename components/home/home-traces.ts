import { formatDate } from '@/components/evidence/dates';
import { formatCount, formatPoints, formatShare } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import type { Trace, TraceFact } from '@/components/shell/trace';
import { toneOf } from '@/components/evidence/evidence';
import type { Home } from '@/server/features/home/schemas';
import { comparedEvidence, monthName } from './home-words';

const sourceOf = (rollUp: string): TraceFact[] => [
  { term: 'Source', value: 'orders of all sources' },
  { term: 'Roll-up', value: rollUp },
  { term: 'Left out', value: 'merged, restated and erased customers' },
];

/** Where the figures of the first page come from. */
export function homeTraces(home: Home, currency: string): Record<string, Trace> {
  const { customers, soFar, thisMonth } = home;
  const days = `${formatDate(soFar.from)} to ${formatDate(soFar.to)}`;
  const traces: Record<string, Trace> = {
    customers: {
      title: 'Customers',
      value: formatCount(customers.customers),
      meaning: `Everyone a source has named. ${formatCount(customers.buyers)} of them bought, ${formatCount(customers.repeatBuyers)} more than once.`,
      facts: sourceOf('customers, cust'),
    },
    orders: {
      title: `Orders, ${days}`,
      value: formatCount(thisMonth.orders),
      meaning: 'Orders with a positive, zero or unknown amount. A refund is not an order and does not undo one.',
      facts: sourceOf('cust_day'),
    },
    revenue: {
      title: `Net revenue, ${days}`,
      value: formatMoney(thisMonth.spendMinor, currency, { exact: true }),
      meaning: `Orders less refunds, in the days they happened. ${formatCount(thisMonth.unknownAmounts)} orders without a known amount add nothing.`,
      facts: sourceOf('cust_day'),
    },
  };
  if (home.comparison) traces.compared = comparedTrace(home, home.comparison);
  return traces;
}

function comparedTrace(home: Home, found: NonNullable<Home['comparison']>): Trace {
  const { newer, older, difference, period } = found;
  const n = Math.min(newer.size, older.size);
  const write = (value: number) => formatPoints(value, { n, unit: 'none' });
  const side = ({ start, size, share }: typeof newer) =>
    `${formatShare(share, { n: size })} of ${formatCount(size)} who first bought in ${monthName(start, home.asOf)}`;
  return {
    title: `Bought again, month ${period}`,
    value: formatPoints(difference.estimate, { n }),
    interval: {
      ...difference,
      words: `95 % interval ${write(difference.low)} to ${write(difference.high)}`,
      tone: toneOf(comparedEvidence(found)),
      reference: { value: 0, label: 'no difference' },
    },
    meaning: `${side(newer)} against ${side(older)} bought in the ${['', 'first', 'second', 'third'][period]} month after.`,
    facts: [...sourceOf('sets by month'), { term: 'Interval', value: 'Newcombe, difference of two shares' }],
  };
}
