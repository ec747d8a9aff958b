import { personProcedure, publicProcedure, router, workspaceProcedure } from '@/server/trpc/init';
import { acceptInvitation, joinByInvitation } from './accept-invitation';
import { changeRole } from './change-role';
import { inviteMember } from './invite';
import { leaveWorkspace } from './leave';
import { listMembers } from './list';
import { listInvitations } from './list-invitations';
import { previewInvitation } from './preview-invitation';
import { removeMember } from './remove';
import { revokeInvitation } from './revoke-invitation';
import {
  changeRoleInput,
  invitationTokenInput,
  inviteMemberInput,
  joinInput,
  removeMemberInput,
  revokeInvitationInput,
} from './schemas';

export const membersRouter = router({
  list: workspaceProcedure.query(({ ctx }) => listMembers(ctx.service)),
  invite: workspaceProcedure.input(inviteMemberInput).mutation(({ ctx, input }) => inviteMember(ctx.service, input)),
  invitations: workspaceProcedure.query(({ ctx }) => listInvitations(ctx.service)),
  revokeInvitation: workspaceProcedure
    .input(revokeInvitationInput)
    .mutation(({ ctx, input }) => revokeInvitation(ctx.service, input)),
  changeRole: workspaceProcedure.input(changeRoleInput).mutation(({ ctx, input }) => changeRole(ctx.service, input)),
  remove: workspaceProcedure.input(removeMemberInput).mutation(({ ctx, input }) => removeMember(ctx.service, input)),
  leave: workspaceProcedure.mutation(({ ctx }) => leaveWorkspace(ctx.service)),
  previewInvitation: publicProcedure
    .input(invitationTokenInput)
    .query(({ ctx, input }) => previewInvitation(ctx.person, input)),
  acceptInvitation: personProcedure
    .input(invitationTokenInput)
    .mutation(({ ctx, input }) => acceptInvitation(ctx.person, input)),
  join: publicProcedure.input(joinInput).mutation(({ ctx, input }) => joinByInvitation(ctx.person, input)),
});
