import { router, workspaceProcedure } from '@/server/trpc/init';
import { getHome } from './get-home';

export const homeRouter = router({
  get: workspaceProcedure.query(({ ctx }) => getHome(ctx.service)),
});
