import { router, workspaceProcedure } from '@/server/trpc/init';
import { getRfm } from './get';
import { rfmInput } from './schemas';

export const rfmRouter = router({
  get: workspaceProcedure.input(rfmInput).query(({ ctx, input }) => getRfm(ctx.service, input)),
});
