import { formatMoney } from '@/components/evidence/money';
import type { Trace } from '@/components/shell/trace';
import type { CustomerProfile } from '@/server/features/customers';

/** Where the two figures of a customer's headline come from. */
export function customerTraces(customer: CustomerProfile, currency: string): Record<string, Trace> {
  const exact = (minor: number) => formatMoney(minor, currency, { exact: true });
  const facts = [
    { term: 'Source', value: `${customer.orders} orders of this customer, all sources` },
    { term: 'Roll-up', value: 'cust, by customer number' },
  ];
  return {
    orders: {
      title: 'Orders of this customer',
      value: String(customer.orders),
      meaning: 'Orders with a positive, zero or unknown amount. A refund is not an order and does not undo one.',
      facts,
    },
    spend: {
      title: 'Net spend of this customer',
      value: exact(customer.spendMinor),
      meaning: `${exact(customer.spendMinor + customer.refundedMinor)} bought less ${exact(customer.refundedMinor)} refunded. Orders without an amount, or in a currency without a rate, add nothing.`,
      facts: [...facts, { term: 'Without amount', value: String(customer.unknownAmounts) }],
    },
  };
}
