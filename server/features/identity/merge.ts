import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { withWorkspace } from '@/server/platform/transaction';
import { requestMove, rootInWorkspace } from './request-move';
import type { MergeCustomersInput } from './schemas';

/** Has one customer join another. The worker applies it within seconds; until then both count as before. */
export async function mergeCustomers(ctx: ServiceContext, input: MergeCustomersInput): Promise<{ move: string }> {
  requirePermission(ctx, 'customers:merge');
  return withWorkspace(ctx, async (tx) => {
    const customerId = await rootInWorkspace(tx, ctx, input.customer);
    const intoId = await rootInWorkspace(tx, ctx, input.into);
    if (customerId === intoId) throw new AppError('conflict', 'These two are one customer already.');
    const move = await requestMove(tx, ctx, { reason: 'merge', customerId, intoId });
    await audit(tx, ctx, { verb: 'customers.merge', subject: `customer:${customerId}`, fields: [`into:${intoId}`] });
    return { move };
  });
}
