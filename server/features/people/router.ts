import { personProcedure, router } from '@/server/trpc/init';
import { getOwnProfile } from './get-own-profile';

export const peopleRouter = router({
  me: personProcedure.query(({ ctx }) => getOwnProfile(ctx.person)),
});
