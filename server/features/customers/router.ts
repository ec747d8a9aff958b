import { router, workspaceProcedure } from '@/server/trpc/init';
import { getCustomer } from './get';
import { getCustomerSummary } from './get-summary';
import { listCustomers } from './list';
import { getCustomerInput, getTimelineInput, listCustomersInput } from './schemas';
import { getTimeline } from './timeline';

export const customersRouter = router({
  list: workspaceProcedure.input(listCustomersInput).query(({ ctx, input }) => listCustomers(ctx.service, input)),
  summary: workspaceProcedure.query(({ ctx }) => getCustomerSummary(ctx.service)),
  get: workspaceProcedure.input(getCustomerInput).query(({ ctx, input }) => getCustomer(ctx.service, input)),
  timeline: workspaceProcedure.input(getTimelineInput).query(({ ctx, input }) => getTimeline(ctx.service, input)),
});
