import { router, workspaceProcedure } from '@/server/trpc/init';
import { fitClv } from './fit';
import { getLatestClv } from './get-latest';
import { fitClvInput } from './schemas';

export const clvRouter = router({
  latest: workspaceProcedure.query(({ ctx }) => getLatestClv(ctx.service)),
  fit: workspaceProcedure.input(fitClvInput).mutation(({ ctx, input }) => fitClv(ctx.service, input)),
});
