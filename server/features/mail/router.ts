import { router, workspaceProcedure } from '@/server/trpc/init';
import { listMail } from './list';
import { listMailInput } from './schemas';

export const mailRouter = router({
  list: workspaceProcedure.input(listMailInput).query(({ ctx, input }) => listMail(ctx.service, input)),
});
