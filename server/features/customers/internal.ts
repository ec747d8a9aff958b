import { customers } from '@/db/schema';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { inWorkspace } from '@/server/platform/transaction';
import { eq } from 'drizzle-orm';

export type StoredCustomer = typeof customers.$inferSelect;

/** The customer, or the one it was merged into. A foreign id and one that never existed are both `not_found`. */
export async function getCustomerInWorkspace(tx: Tx, ctx: ServiceContext, id: string): Promise<StoredCustomer> {
  const [found] = await tx
    .select()
    .from(customers)
    .where(inWorkspace(ctx, customers, eq(customers.id, id)));
  if (!found) throw new AppError('not_found', 'There is no such customer here.');
  return found.mergedInto === null ? found : getCustomerInWorkspace(tx, ctx, found.mergedInto);
}
