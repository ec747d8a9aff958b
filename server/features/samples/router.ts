import { router, workspaceProcedure } from '@/server/trpc/init';
import { findSampleReset } from './find-reset';
import { requestSampleReset } from './request-reset';
import { resetSampleInput } from './schemas';

export const samplesRouter = router({
  reset: workspaceProcedure.query(({ ctx }) => findSampleReset(ctx.service)),
  requestReset: workspaceProcedure
    .input(resetSampleInput)
    .mutation(({ ctx, input }) => requestSampleReset(ctx.service, input)),
});
