import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { wilsonInterval } from '@/server/stats/cohort';
import type { CustomerSummary } from './schemas';
import { customerChoices, customerCounts } from './summary.ch';

/** Everyone who counts, who of them bought and came back, and what the list can be filtered by. */
export async function getCustomerSummary(ctx: ServiceContext): Promise<CustomerSummary> {
  requirePermission(ctx, 'customers:read');
  const [[counts], choices] = await Promise.all([ctx.ch.run(customerCounts, {}), ctx.ch.run(customerChoices, {})]);
  const { customers = 0, buyers = 0, repeat_buyers: repeatBuyers = 0 } = counts ?? {};
  const of = (wanted: 'country' | 'channel') =>
    choices.filter(({ kind }) => kind === wanted).map(({ value, customers: count }) => ({ value, count }));
  return {
    customers,
    buyers,
    repeatBuyers,
    repeatShare: wilsonInterval(repeatBuyers, buyers),
    countries: of('country'),
    channels: of('channel'),
  };
}
