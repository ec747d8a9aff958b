import { personProcedure, publicProcedure, router } from '@/server/trpc/init';
import { changePassword } from './change-password';
import { getOwnProfile } from './get-own-profile';
import { listSessions } from './list-sessions';
import { renameSelf } from './rename-self';
import { requestReset } from './request-reset';
import { resetPassword } from './reset-password';
import { revokeOtherSessions } from './revoke-other-sessions';
import { revokeSession } from './revoke-session';
import {
  changePasswordInput,
  renameInput,
  requestResetInput,
  resetPasswordInput,
  revokeSessionInput,
  signUpInput,
  verifyAddressInput,
} from './schemas';
import { signUp } from './sign-up';
import { verifyAddress } from './verify-address';

export const peopleRouter = router({
  signUp: publicProcedure.input(signUpInput).mutation(({ ctx, input }) => signUp(ctx.person, input)),
  verifyAddress: publicProcedure
    .input(verifyAddressInput)
    .mutation(({ ctx, input }) => verifyAddress(ctx.person, input)),
  requestReset: publicProcedure.input(requestResetInput).mutation(({ ctx, input }) => requestReset(ctx.person, input)),
  resetPassword: publicProcedure
    .input(resetPasswordInput)
    .mutation(({ ctx, input }) => resetPassword(ctx.person, input)),
  me: personProcedure.query(({ ctx }) => getOwnProfile(ctx.person)),
  rename: personProcedure.input(renameInput).mutation(({ ctx, input }) => renameSelf(ctx.person, input)),
  changePassword: personProcedure
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx.person, input)),
  sessions: personProcedure.query(({ ctx }) => listSessions(ctx.person)),
  revokeSession: personProcedure
    .input(revokeSessionInput)
    .mutation(({ ctx, input }) => revokeSession(ctx.person, input)),
  revokeOtherSessions: personProcedure.mutation(({ ctx }) => revokeOtherSessions(ctx.person)),
});
