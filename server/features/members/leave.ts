import { eq } from 'drizzle-orm';
import { memberships } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { lastOwner, lockMember } from './internal';

/** Takes oneself out of the workspace, in any role but that of the last owner. */
export async function leaveWorkspace(ctx: ServiceContext): Promise<void> {
  requirePermission(ctx, 'workspace:read');
  const { actor } = ctx;
  if (actor.kind !== 'person') throw new AppError('invalid', 'Only a person can leave a workspace.');
  await withWorkspace(ctx, async (tx) => {
    const member = await lockMember(tx, ctx, actor.personId);
    if (member.isLastOwner) throw lastOwner();
    await tx.delete(memberships).where(inWorkspace(ctx, memberships, eq(memberships.personId, actor.personId)));
    await audit(tx, ctx, { verb: 'members.leave', subject: `person:${actor.personId}` });
  });
}
