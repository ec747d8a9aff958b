import { eq } from 'drizzle-orm';
import { memberships } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
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
    await deleteMembership(tx, ctx, input.personId, 'members.remove');
  });
}

/** Takes oneself out, in any role but that of the last owner. */
export async function leaveWorkspace(ctx: ServiceContext): Promise<void> {
  requirePermission(ctx, 'workspace:read');
  const { actor } = ctx;
  if (actor.kind !== 'person') throw new AppError('invalid', 'Only a person can leave a workspace.');
  await withWorkspace(ctx, async (tx) => {
    const member = await lockMember(tx, ctx, actor.personId);
    if (member.isLastOwner) throw lastOwner();
    await deleteMembership(tx, ctx, actor.personId, 'members.leave');
  });
}

async function deleteMembership(tx: Tx, ctx: ServiceContext, personId: string, verb: string): Promise<void> {
  await tx.delete(memberships).where(inWorkspace(ctx, memberships, eq(memberships.personId, personId)));
  await audit(tx, ctx, { verb, subject: `person:${personId}` });
}
