import { router, workspaceProcedure } from '@/server/trpc/init';
import { cancelFit } from './cancel-fit';
import { findFit } from './find-fit';
import { getLatestClv } from './get-latest';
import { requestFit } from './request-fit';
import { cancelFitInput, fitClvInput } from './schemas';

export const clvRouter = router({
  latest: workspaceProcedure.query(({ ctx }) => getLatestClv(ctx.service)),
  fit: workspaceProcedure.query(({ ctx }) => findFit(ctx.service)),
  requestFit: workspaceProcedure.input(fitClvInput).mutation(({ ctx, input }) => requestFit(ctx.service, input)),
  cancelFit: workspaceProcedure.input(cancelFitInput).mutation(({ ctx, input }) => cancelFit(ctx.service, input)),
});
