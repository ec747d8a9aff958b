import { eq, sql } from 'drizzle-orm';
import { memberships } from '@/db/schema';
import type { Role } from '@/server/auth/permissions';
import { requirePermission } from '@/server/auth/require-permission';
import { tokenHash } from '@/server/auth/session-token';
import type { Clock } from '@/server/platform/clock';
import type { PersonContext, ServiceContext, Workspace } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withoutWall } from '@/server/platform/transaction';

/** Making an owner, and changing one, is for owners. */
export function requireMayTouch(ctx: ServiceContext, ...touched: Role[]): void {
  if (touched.includes('owner')) requirePermission(ctx, 'owners:write');
}

/**
 * One member's role, with every owner of the workspace locked until the transaction ends: of two owners who demote each
 * other at once the second waits, and then sees that it would take the last one.
 */
export async function lockMember(
  tx: Tx,
  ctx: ServiceContext,
  personId: string,
): Promise<{ role: Role; isLastOwner: boolean }> {
  const owners = await tx
    .select({ personId: memberships.personId })
    .from(memberships)
    .where(inWorkspace(ctx, memberships, eq(memberships.role, 'owner')))
    .orderBy(memberships.personId)
    .for('update');
  const [member] = await tx
    .select({ role: memberships.role })
    .from(memberships)
    .where(inWorkspace(ctx, memberships, eq(memberships.personId, personId)))
    .for('update');
  if (!member) throw new AppError('not_found', 'There is no such member in this workspace.');
  const role = member.role as Role;
  return { role, isLastOwner: role === 'owner' && owners.every((owner) => owner.personId === personId) };
}

export const lastOwner = () =>
  new AppError('precondition', 'This is the last owner. Make someone else an owner first.', { rule: 'last_owner' });

export interface FoundInvitation {
  id: string;
  workspace: Workspace;
  email: string;
  role: Role;
  state: 'open' | 'accepted' | 'revoked' | 'expired';
}

interface InvitationRow extends Record<string, unknown> {
  id: string;
  email: string;
  role: Role;
  expires_at: string;
  accepted_at: string | null;
  revoked_at: string | null;
  workspace_id: string;
  workspace_no: number;
  workspace_slug: string;
  workspace_name: string;
  count: Workspace['count'];
  currency: string;
  timezone: string;
}

/** The invitation of a mailed link; `not_found` when no link like this was ever made. */
export async function lookUpInvitation(
  ctx: Pick<PersonContext, 'db' | 'clock'>,
  token: string,
): Promise<FoundInvitation> {
  const [row] = await withoutWall(ctx.db, (tx) =>
    tx.execute<InvitationRow>(sql`select * from find_invitation(${tokenHash(token)})`),
  );
  if (!row) throw new AppError('not_found', 'There is no such invitation. Open the link from the mail again.');
  return { id: row.id, email: row.email, role: row.role, workspace: workspaceOf(row), state: stateOf(row, ctx.clock) };
}

const workspaceOf = (row: InvitationRow): Workspace => ({
  id: row.workspace_id,
  no: row.workspace_no,
  slug: row.workspace_slug,
  name: row.workspace_name,
  count: row.count,
  currency: row.currency,
  timezone: row.timezone,
});

function stateOf(row: InvitationRow, clock: Clock): FoundInvitation['state'] {
  if (row.accepted_at) return 'accepted';
  if (row.revoked_at) return 'revoked';
  return new Date(row.expires_at).getTime() <= clock.nowMs() ? 'expired' : 'open';
}

const closed = {
  accepted: 'This invitation was accepted already. Sign in to open the workspace.',
  revoked: 'This invitation was withdrawn. Ask for a new one.',
  expired: 'This invitation is too old. Ask for a new one.',
};

export function requireOpen(invitation: FoundInvitation): void {
  if (invitation.state !== 'open')
    throw new AppError('precondition', closed[invitation.state], { state: invitation.state });
}
