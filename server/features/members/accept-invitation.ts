import { eq, isNull } from 'drizzle-orm';
import { invitations, memberships } from '@/db/schema';
import type { Role } from '@/server/auth/permissions';
import { createVerifiedPerson, getOwnProfile } from '@/server/features/people';
import { audit } from '@/server/platform/audit';
import type { PersonContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { type FoundInvitation, lookUpInvitation, requireOpen } from './internal';
import type { InvitationTokenInput, JoinInput } from './schemas';

/** Where to go, and as what. */
interface Joined {
  slug: string;
  role: Role;
}

/** Makes who is signed in a member, if the invitation was mailed to their address. Returns where to go. */
export async function acceptInvitation(
  ctx: PersonContext,
  input: InvitationTokenInput,
): Promise<{ slug: string; role: Role }> {
  const { id, email } = await getOwnProfile(ctx);
  const invitation = await lookUpInvitation(ctx, input.token);
  if (invitation.email !== email)
    throw new AppError('forbidden', `This invitation is for ${invitation.email}. Sign in with that address.`);
  requireOpen(invitation);
  return becomeMember(ctx, invitation, id);
}

/** The same for an address without an account: opening the mailed link proves it. Returns what to sign in with. */
export async function joinByInvitation(ctx: PersonContext, input: JoinInput): Promise<Joined & { email: string }> {
  const invitation = await lookUpInvitation(ctx, input.token);
  requireOpen(invitation);
  const { email } = invitation;
  const { id } = await createVerifiedPerson(ctx, { email, name: input.name, password: input.password });
  return { ...(await becomeMember(ctx, invitation, id)), email };
}

/** The secret link names the workspace; its wall is set and only its rows are seen from here on. */
async function becomeMember(
  ctx: PersonContext,
  { id, workspace, role }: FoundInvitation,
  personId: string,
): Promise<Joined> {
  const inside = { db: ctx.db, workspace, actor: { kind: 'person', personId, role } as const, clock: ctx.clock };
  await withWorkspace(inside, async (tx) => {
    const [taken] = await tx
      .update(invitations)
      .set({ acceptedAt: new Date(ctx.clock.nowMs()) })
      .where(
        inWorkspace(
          inside,
          invitations,
          eq(invitations.id, id),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
        ),
      )
      .returning({ id: invitations.id });
    if (!taken) throw new AppError('conflict', 'This invitation was just used or withdrawn.');
    await tx.insert(memberships).values({ workspaceId: workspace.id, personId, role }).onConflictDoNothing();
    await audit(tx, inside, { verb: 'members.acceptInvitation', subject: `invitation:${id}`, fields: ['role'] });
  });
  return { slug: workspace.slug, role };
}
