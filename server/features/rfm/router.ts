import { router, workspaceProcedure } from '@/server/trpc/init';
import { getRfm } from './get';
import { getCustomerRfm } from './get-customer';
import { getCustomerRfmInput, rfmInput } from './schemas';

export const rfmRouter = router({
  get: workspaceProcedure.input(rfmInput).query(({ ctx, input }) => getRfm(ctx.service, input)),
  ofCustomer: workspaceProcedure
    .input(getCustomerRfmInput)
    .query(({ ctx, input }) => getCustomerRfm(ctx.service, input)),
});
