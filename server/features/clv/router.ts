import { router, workspaceProcedure } from '@/server/trpc/init';
import { cancelFit } from './cancel-fit';
import { findFit } from './find-fit';
import { getCustomerScores } from './get-customer';
import { getLatestClv } from './get-latest';
import { requestFit } from './request-fit';
import { cancelFitInput, fitClvInput, getCustomerScoresInput } from './schemas';

export const clvRouter = router({
  latest: workspaceProcedure.query(({ ctx }) => getLatestClv(ctx.service)),
  ofCustomer: workspaceProcedure
    .input(getCustomerScoresInput)
    .query(({ ctx, input }) => getCustomerScores(ctx.service, input)),
  fit: workspaceProcedure.query(({ ctx }) => findFit(ctx.service)),
  requestFit: workspaceProcedure.input(fitClvInput).mutation(({ ctx, input }) => requestFit(ctx.service, input)),
  cancelFit: workspaceProcedure.input(cancelFitInput).mutation(({ ctx, input }) => cancelFit(ctx.service, input)),
});
