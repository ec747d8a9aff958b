import { router, workspaceProcedure } from '@/server/trpc/init';
import { getRisk } from './get';
import { listAtRisk } from './list-at-risk';
import { listAtRiskInput } from './schemas';

export const riskRouter = router({
  get: workspaceProcedure.query(({ ctx }) => getRisk(ctx.service)),
  list: workspaceProcedure.input(listAtRiskInput).query(({ ctx, input }) => listAtRisk(ctx.service, input)),
});
