import { eq } from 'drizzle-orm';
import { memberships } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { lastOwner, lockMember, requireMayTouch } from './internal';
import type { ChangeRoleInput } from './schemas';

/** Gives a member another role, effective on their next request. The last owner stays one. */
export async function changeRole(ctx: ServiceContext, input: ChangeRoleInput): Promise<void> {
  requirePermission(ctx, 'members:write');
  await withWorkspace(ctx, async (tx) => {
    const member = await lockMember(tx, ctx, input.personId);
    requireMayTouch(ctx, member.role, input.role);
    if (member.role === input.role) return;
    if (member.isLastOwner) throw lastOwner();
    await tx
      .update(memberships)
      .set({ role: input.role })
      .where(inWorkspace(ctx, memberships, eq(memberships.personId, input.personId)));
    await audit(tx, ctx, { verb: 'members.changeRole', subject: `person:${input.personId}`, fields: ['role'] });
  });
}
