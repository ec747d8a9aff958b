import { eq, isNull } from 'drizzle-orm';
import { invitations } from '@/db/schema';
import type { Role } from '@/server/auth/permissions';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { requireMayTouch } from './internal';
import type { RevokeInvitationInput } from './schemas';

/** Withdraws an invitation: its link stops working at once. */
export async function revokeInvitation(ctx: ServiceContext, input: RevokeInvitationInput): Promise<void> {
  requirePermission(ctx, 'members:write');
  await withWorkspace(ctx, async (tx) => {
    const [withdrawn] = await tx
      .update(invitations)
      .set({ revokedAt: new Date(ctx.clock.nowMs()) })
      .where(
        inWorkspace(
          ctx,
          invitations,
          eq(invitations.id, input.id),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
        ),
      )
      .returning({ role: invitations.role });
    if (!withdrawn) throw new AppError('not_found', 'There is no such open invitation.');
    requireMayTouch(ctx, withdrawn.role as Role);
    await audit(tx, ctx, { verb: 'members.revokeInvitation', subject: `invitation:${input.id}` });
  });
}
