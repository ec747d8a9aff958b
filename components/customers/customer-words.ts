import { formatAgo } from '@/components/evidence/dates';
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

/** The headline of a customer's page: what they bought, for how much, how long ago. */
export function customerSentence(customer: CustomerFacts, currency: string, nowMs: number): Part[] {
  if (customer.orders === 0) {
    const seen =
      customer.lastSeenAt === null ? '' : ` They were last seen ${formatAgo(Date.parse(customer.lastSeenAt), nowMs)}.`;
    return [`${customer.name} has not bought anything yet.${seen}`];
  }
  const last =
    customer.lastOrderAt === null ? '' : `, most recently ${formatAgo(Date.parse(customer.lastOrderAt), nowMs)}`;
  const spend: Part[] =
    customer.unknownAmounts === customer.orders
      ? [' for amounts that are not known']
      : [' for ', { figure: formatMoney(customer.spendMinor, currency), id: 'spend' }, ' net of refunds'];
  return [`${customer.name} has bought `, { figure: times(customer.orders), id: 'orders' }, ...spend, `${last}.`];
}

/** What to call someone whose name is not known. */
export const customerName = (customer: { name: string | null; email: string | null; externalId: string }): string =>
  customer.name || customer.email || customer.externalId;
