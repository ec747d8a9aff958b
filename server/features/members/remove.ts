import { eq } from 'drizzle-orm';
import { memberships } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { lastOwner, lockMember, requireMayTouch } from './internal';
import type { RemoveMemberInput } from './schemas';

/** Takes a member out of the workspace; their next request finds nothing. What they made stays. */
export async function removeMember(ctx: ServiceContext, input: RemoveMemberInput): Promise<void> {
  requirePermission(ctx, 'members:write');
  await withWorkspace(ctx, async (tx) => {
    const member = await lockMember(tx, ctx, input.personId);
    requireMayTouch(ctx, member.role);
    if (member.isLastOwner) throw lastOwner();
    await tx.delete(memberships).where(inWorkspace(ctx, memberships, eq(memberships.personId, input.personId)));
    await audit(tx, ctx, { verb: 'members.remove', subject: `person:${input.personId}` });
  });
}
