import { requirePermission } from '@/server/auth/require-permission';
import { getCustomerInWorkspace } from '@/server/features/customers';
import { getAsOfDay } from '@/server/features/workspaces';
import { dayNumberOf } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';
import { groupOf } from './domain/groups';
import { rfmOfCustomer } from './rfm.ch';
import type { CustomerRfm, GetCustomerRfmInput } from './schemas';

/** The scores and the group of one customer on the as-of day; null where nothing was bought. */
export async function getCustomerRfm(ctx: ServiceContext, input: GetCustomerRfmInput): Promise<CustomerRfm | null> {
  requirePermission(ctx, 'segments:read');
  requirePermission(ctx, 'customers:read');
  const { no } = await withWorkspace(ctx, (tx) => getCustomerInWorkspace(tx, ctx, input.customerId));
  const { day } = await getAsOfDay(ctx);
  const [row] = await ctx.ch.run(rfmOfCustomer, { at: dayNumberOf(day), no });
  return row ? { at: day, r: row.r, f: row.f, m: row.m, group: groupOf(row) } : null;
}
