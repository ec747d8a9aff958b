import { router, workspaceProcedure } from '@/server/trpc/init';
import { getAsOfDay } from '@/server/features/workspaces';
import { getCohortGrid } from './get-grid';
import { listCohortCustomers } from './list-customers';
import { cohortCustomersInput, cohortSpec } from './schemas';

export const cohortsRouter = router({
  asOf: workspaceProcedure.query(({ ctx }) => getAsOfDay(ctx.service)),
  grid: workspaceProcedure.input(cohortSpec).query(({ ctx, input }) => getCohortGrid(ctx.service, input)),
  customers: workspaceProcedure
    .input(cohortCustomersInput)
    .query(({ ctx, input }) => listCohortCustomers(ctx.service, input)),
});
