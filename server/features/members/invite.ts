import { eq, isNull, sql } from 'drizzle-orm';
import { invitations } from '@/db/schema';
import { takeFrom } from '@/server/auth/rate-limit';
import { requirePermission } from '@/server/auth/require-permission';
import { newToken, tokenHash } from '@/server/auth/session-token';
import { enqueueMail, invitationMail } from '@/server/features/mail';
import { audit } from '@/server/platform/audit';
import { actorName, type ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { newId } from '@/server/platform/ids';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { requireMayTouch } from './internal';
import type { InviteMemberInput } from './schemas';

const days = 7;
const dayMs = 86_400_000;

/** Mails an invitation. One that is still open for the same address is withdrawn: only the newest link works. */
export async function inviteMember(ctx: ServiceContext, input: InviteMemberInput): Promise<{ id: string }> {
  requirePermission(ctx, 'members:write');
  requireMayTouch(ctx, input.role);
  await takeFrom(ctx, [{ name: 'invite', subject: ctx.workspace.id, limit: 200, windowMs: dayMs }]);
  const now = new Date(ctx.clock.nowMs());
  const id = newId(ctx);
  const token = newToken(ctx.rng);
  await withWorkspace(ctx, async (tx) => {
    if (await hasMember(tx, ctx, input.email))
      throw new AppError('conflict', 'This address belongs to a member already.', { field: 'email' });
    await tx
      .update(invitations)
      .set({ revokedAt: now })
      .where(
        inWorkspace(
          ctx,
          invitations,
          eq(invitations.email, input.email),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
        ),
      );
    await tx.insert(invitations).values({
      id,
      workspaceId: ctx.workspace.id,
      email: input.email,
      role: input.role,
      tokenHash: tokenHash(token),
      invitedBy: actorName(ctx.actor),
      createdAt: now,
      expiresAt: new Date(now.getTime() + days * dayMs),
    });
    const inviter = await nameOfInviter(tx, ctx);
    const mail = invitationMail({ workspaceName: ctx.workspace.name, inviter, role: input.role, token, days });
    await enqueueMail(tx, ctx, { ...mail, to: input.email, owner: { workspaceId: ctx.workspace.id } });
    await audit(tx, ctx, { verb: 'members.invite', subject: `invitation:${id}`, fields: ['email', 'role'] });
  });
  return { id };
}

async function hasMember(tx: Tx, ctx: ServiceContext, email: string): Promise<boolean> {
  const rows = await tx.execute(
    sql`select 1 from workspace_people where workspace_id = ${ctx.workspace.id} and email = ${email}`,
  );
  return rows.length > 0;
}

async function nameOfInviter(tx: Tx, ctx: ServiceContext): Promise<string> {
  if (ctx.actor.kind !== 'person') return 'The operator of this Holdfast';
  const [row] = await tx.execute<{ name: string }>(sql`
    select name from workspace_people where workspace_id = ${ctx.workspace.id} and person_id = ${ctx.actor.personId}`);
  return row?.name ?? 'A member';
}
