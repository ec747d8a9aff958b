import { router, workspaceProcedure } from '@/server/trpc/init';
import { eraseCustomer } from './erase';
import { mergeCustomers } from './merge';
import { eraseCustomerInput, mergeCustomersInput } from './schemas';

export const identityRouter = router({
  merge: workspaceProcedure.input(mergeCustomersInput).mutation(({ ctx, input }) => mergeCustomers(ctx.service, input)),
  erase: workspaceProcedure.input(eraseCustomerInput).mutation(({ ctx, input }) => eraseCustomer(ctx.service, input)),
});
