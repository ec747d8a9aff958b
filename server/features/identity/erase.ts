import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';
import { requestMove, rootInWorkspace } from './request-move';
import type { EraseCustomerInput } from './schemas';

/**
 * Erases a customer, with everyone who joined it, from both stores: facts, records, profile, accepted and refused rows.
 * Keys of what came stay, so that nothing is taken in twice. The worker applies it within a minute; `move` is the receipt.
 */
export async function eraseCustomer(ctx: ServiceContext, input: EraseCustomerInput): Promise<{ move: string }> {
  requirePermission(ctx, 'customers:erase');
  return withWorkspace(ctx, async (tx) => {
    const customerId = await rootInWorkspace(tx, ctx, input.customer);
    const move = await requestMove(tx, ctx, { reason: 'erase', customerId });
    await audit(tx, ctx, { verb: 'customers.erase', subject: `customer:${customerId}` });
    return { move };
  });
}
