import { desc, isNull } from 'drizzle-orm';
import { invitations } from '@/db/schema';
import type { Role } from '@/server/auth/permissions';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';

export interface InvitationView {
  id: string;
  email: string;
  role: Role;
  createdAt: Date;
  expiresAt: Date;
  isExpired: boolean;
}

/** Invitations nobody has accepted or withdrawn yet, newest first. */
export async function listInvitations(ctx: ServiceContext): Promise<InvitationView[]> {
  requirePermission(ctx, 'invitations:read');
  const rows = await withWorkspace(ctx, (tx) =>
    tx
      .select({
        id: invitations.id,
        email: invitations.email,
        role: invitations.role,
        createdAt: invitations.createdAt,
        expiresAt: invitations.expiresAt,
      })
      .from(invitations)
      .where(inWorkspace(ctx, invitations, isNull(invitations.acceptedAt), isNull(invitations.revokedAt)))
      .orderBy(desc(invitations.createdAt))
      .limit(500),
  );
  const nowMs = ctx.clock.nowMs();
  return rows.map((row) => ({ ...row, role: row.role as Role, isExpired: row.expiresAt.getTime() <= nowMs }));
}
