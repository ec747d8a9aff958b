import { formatAgo, formatDay } from '@/components/evidence/dates';
import { formatCount } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import type { Part } from '@/components/evidence/words';

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
