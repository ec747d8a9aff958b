import { formatAgo, formatDay } from '@/components/evidence/dates';
import { formatCount, formatInterval, formatNumber, formatShare } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import type { Part } from '@/components/evidence/words';
import type { CustomerScores } from '@/server/features/clv/schemas';

export interface CustomerFacts {
  name: string;
  orders: number;
  spendMinor: number;
  unknownAmounts: number;
  lastOrderAt: string | null;
  lastSeenAt: string | null;
}

const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${formatCount(count)} times`);

interface About {
  currency: string;
  timeZone: string;
  nowMs: number;
}

const recentMs = 60 * 86_400_000;

/** "3 days ago"; longer ago the day itself, for a file's last day may lie far back. */
function whenWords(at: string, { nowMs, timeZone }: About): string {
  const atMs = Date.parse(at);
  return nowMs - atMs < recentMs ? formatAgo(atMs, nowMs) : `on ${formatDay(atMs, { timeZone })}`;
}

/** The headline of a customer's page: what they bought, for how much, when last. */
export function customerSentence(customer: CustomerFacts, about: About): Part[] {
  if (customer.orders === 0) {
    const seen = customer.lastSeenAt === null ? '' : ` They were last seen ${whenWords(customer.lastSeenAt, about)}.`;
    return [`${customer.name} has not bought anything yet.${seen}`];
  }
  const last = customer.lastOrderAt === null ? '' : `, most recently ${whenWords(customer.lastOrderAt, about)}`;
  const spend: Part[] =
    customer.unknownAmounts === customer.orders
      ? [' for amounts that are not known']
      : [' for ', { figure: formatMoney(customer.spendMinor, about.currency), id: 'spend' }, ' net of refunds'];
  return [`${customer.name} has bought `, { figure: times(customer.orders), id: 'orders' }, ...spend, `${last}.`];
}

/** What to call someone whose name is not known. */
export const customerName = (customer: { name: string | null; email: string | null; externalId: string }): string =>
  customer.name || customer.email || customer.externalId;

/** What is expected of them, and what the figures leave out. */
export function customerFollowUp(
  { unknownAmounts }: Pick<CustomerFacts, 'unknownAmounts'>,
  scores: CustomerScores,
): string | undefined {
  const parts: string[] = [];
  if (scores.state === 'scored') {
    const { purchases, horizonWeeks, risk } = scores;
    if (risk?.isLost) parts.push('They have most likely left already.');
    else if (risk) parts.push(`They have a ${chanceWords(risk)} of leaving within ${risk.horizonDays} days.`);
    const ends = formatInterval(purchases.low, purchases.high, formatCount);
    parts.push(
      `In the next ${horizonWeeks} weeks they are expected to order ${expectedWords(purchases.expected)} (80 % interval ${ends}).`,
    );
  }
  if (unknownAmounts > 0)
    parts.push(`${unknownAmounts} of the orders have no amount, or one in a currency without a rate.`);
  return parts.length > 0 ? parts.join(' ') : undefined;
}

const expectedWords = (count: number) => (count < 1.95 ? `${formatNumber(count, 1)} times` : times(Math.round(count)));

function chanceWords({
  chance,
  chanceLow,
  chanceHigh,
}: NonNullable<Extract<CustomerScores, { state: 'scored' }>['risk']>) {
  const at = `${formatShare(chance, { n: 1 })} chance`;
  if (chanceLow === null || chanceHigh === null) return at;
  return `${at} (95 % interval ${formatInterval(chanceLow, chanceHigh, (end) => formatShare(end, { n: 1, unit: false }))})`;
}
